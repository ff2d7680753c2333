"""``pydock compose watch``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._bring_up import Convergence, create_all
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import dry_run, reporting, warner, width


@command()
@option("--no-up", kind=kinds.BOOL, help="Do not start services first")
@option("--prune", kind=kinds.BOOL, default=True, help="Remove images that a rebuild replaced")
@option("--quiet", kind=kinds.BOOL, help="Show no progress of builds")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def watch(app: App, services: tuple[str, ...], no_up: bool, prune: bool, quiet: bool) -> None:
    """Rebuild or refresh services as their files change."""
    from pydock.commands.compose._watching import Manner, watch_project
    from pydock.compose.start import Starter

    project = load_project(app, services)
    if not no_up:
        with reporting(app) as report:
            worker = create_all(app, project, services, Convergence(build=True, quiet_build=quiet), report)
            Starter(
                app.engine, project, worker.live, report, warner(app), parallel=width(app), dry_run=dry_run(app)
            ).run()
    if not dry_run(app):
        watch_project(app, project, services, Manner(app.warn, quiet=quiet, prune=prune))
