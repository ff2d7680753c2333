"""``pydock compose start``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, found, project_or_name, reporting, shape_of, warner, width


@command()
@option("--wait", kind=kinds.BOOL, help="Wait until the services run or are healthy")
@option("--wait-timeout", kind=kinds.INT, default_text="0", help="Seconds to wait at most")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def start(app: App, services: tuple[str, ...], wait: bool, wait_timeout: int | None) -> None:
    """Start the containers of services."""
    from pydock.compose.start import Starter
    from pydock.compose.waiting import wait_ready

    known = project_or_name(app, services)
    containers = found(app, project=known)
    project = known[0] or shape_of(containers, known[1])
    if services:
        project.enable(services)
        project.select(list(services))
    live = {name: [c for c in containers if c.service == name] for name in project.services}
    with reporting(app) as report:
        Starter(app.engine, project, live, report, warner(app), parallel=width(app), dry_run=dry_run(app)).run()
        if wait and not dry_run(app):
            wait_ready(app.engine, project, live, report, timeout=wait_timeout or 0)
