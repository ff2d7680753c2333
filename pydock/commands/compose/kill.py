"""``pydock compose kill``."""

from __future__ import annotations

from functools import partial

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, found, project_or_name, reporting, width
from pydock.errors import ConflictError


@command()
@option("--remove-orphans", kind=kinds.BOOL, help="Kill containers of services that are not in the files, too")
@option("-s", "--signal", default="SIGKILL", help="Signal to send")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def kill(app: App, services: tuple[str, ...], remove_orphans: bool, signal: str) -> None:
    """Send a signal to the application's containers."""
    from pydock.compose.graph import Task, run_all
    from pydock.compose.observe import Container

    known = project_or_name(app, services)
    containers = found(app, services, all_states=False, project=known)
    if known[0] is not None and not remove_orphans:
        containers = [c for c in containers if c.service in known[0].services or c.service in known[0].disabled]
    if not containers:
        app.warn("no container to kill")
        return

    def send(container: Container) -> None:
        with report.doing(f"Container {container.name}", "Killing", "Killed"):
            if not dry_run(app):
                try:
                    app.engine.containers.kill(container.id, signal)
                except ConflictError:
                    return

    with reporting(app) as report:
        run_all([Task(c.id, partial(send, c)) for c in containers], width(app))
