"""``pydock compose unpause``."""

from __future__ import annotations

from functools import partial

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.commands.compose._runtime import dry_run, found, reporting, width


@command()
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def unpause(app: App, services: tuple[str, ...]) -> None:
    """Let paused services go on."""
    from pydock.compose.events import DONE
    from pydock.compose.graph import Task, run_all
    from pydock.compose.observe import Container

    def change(container: Container) -> None:
        if not dry_run(app):
            app.engine.containers.unpause(container.id)
        report(f"Container {container.name}", "Unpaused", DONE)

    with reporting(app) as report:
        run_all([Task(c.id, partial(change, c)) for c in found(app, services, all_states=False)], width(app))
