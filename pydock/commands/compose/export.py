"""``pydock compose export``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, one_container, reporting
from pydock.errors import PydockError


@command(spare=True)
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@option("-o", "--output", help="Write to this file")
@argument("service")
def export(app: App, service: str, index: int | None, output: str | None) -> None:
    """Write the filesystem of a service's container as a tar archive."""
    from pydock.cli.transfer import deliver
    from pydock.compose.events import DONE

    container = one_container(app, service, index or 0, all_states=True)
    target = output or ""
    _check(app, target)
    title = f"export {container.name} to {target}"
    with reporting(app) as report:
        report.say(container.name, title, "Exporting")
        if dry_run(app):
            report.say(container.name, title, "Exported", DONE)
            return
    with app.engine.archives.export(container.id) as response:
        deliver(app, response, target)


def _check(app: App, target: str) -> None:
    """Refuse a terminal, and a path that nothing can be written to."""
    from pydock.build.copying import check_output

    if not target:
        if app.streams.stdout.is_terminal:
            raise PydockError("output option is required when exporting to terminal")
        return
    try:
        check_output(target, app.cwd)
    except PydockError as error:
        raise PydockError(f"failed to export container: {error.message}") from error
