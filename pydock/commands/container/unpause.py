"""``pydock container unpause``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.cli.each import for_each


@command()
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def unpause(app: App, containers: tuple[str, ...]) -> None:
    """Let paused containers go on."""
    for_each(app, containers, app.engine.containers.unpause, concurrent=True)
