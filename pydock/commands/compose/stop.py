"""``pydock compose stop``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, found, project_or_name, reporting, shape_of, width


@command()
@option("-t", "--timeout", kind=kinds.INT, default_text="0", help="Seconds to wait before killing")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def stop(app: App, services: tuple[str, ...], timeout: int | None) -> None:
    """Stop services."""
    from pydock.compose.stopping import Stopper

    known = project_or_name(app, services)
    containers = found(app, services, project=known)
    project = known[0] or shape_of(containers, known[1])
    with reporting(app) as report:
        stopper = Stopper(app.engine, project, report, timeout=timeout, parallel=width(app), dry_run=dry_run(app))
        stopper.each(containers, stopper.stop)
