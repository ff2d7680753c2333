"""``pydock compose export``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, one_container, reporting


@command()
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@option("-o", "--output", help="Write to this file")
@argument("service")
def export(app: App, service: str, index: int | None, output: str | None) -> None:
    """Write the filesystem of a service's container as a tar archive."""
    from pydock.cli.transfer import check_output, deliver
    from pydock.compose.events import DONE

    container = one_container(app, service, index or 0, all_states=True)
    name = container.name
    if dry_run(app):
        with reporting(app) as report:
            report.say(name, f"export {name} to {output or ''}", "Exporting")
            report.say(name, f"export {name} to {output or ''}", "Exported", DONE)
        return
    check_output(app, output or "", "container")
    with reporting(app) as report:
        report.say(name, f"export {name} to {output or 'stdout'}", "Exporting")
    with app.engine.archives.export(container.id) as response:
        deliver(app, response, output or "")
