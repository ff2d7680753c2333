"""``pydock container pause``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.cli.each import for_each


@command()
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def pause(app: App, containers: tuple[str, ...]) -> None:
    """Freeze every process of containers."""
    for_each(app, containers, app.engine.containers.pause, concurrent=True)
