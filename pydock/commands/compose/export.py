"""``pydock compose export``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, found, reporting
from pydock.errors import PydockError


@command()
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@option("-o", "--output", help="Write to this file")
@argument("service")
def export(app: App, service: str, index: int | None, output: str | None) -> None:
    """Write the filesystem of a service's container as a tar archive."""
    from pydock.cli.transfer import check_output, deliver

    containers = [c for c in found(app, [service]) if not index or c.number == index]
    if not containers:
        raise PydockError(f'service "{service}" is not running')
    check_output(app, output or "", "container")
    name = containers[0].name
    with reporting(app) as report:
        report.say(name, f"export {name} to {output or 'stdout'}", "Exporting")
    if not dry_run(app):
        with app.engine.archives.export(containers[0].id) as response:
            deliver(app, response, output or "")
