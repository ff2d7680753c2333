"""``pydock container kill``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import for_each


@command()
@option("-s", "--signal", kind=kinds.STRING, default="", help="Signal to send instead of KILL")
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def kill(app: App, containers: tuple[str, ...], signal: str) -> None:
    """Send a signal to running containers, SIGKILL by default."""

    def kill_one(name: str) -> None:
        app.engine.containers.kill(name, signal)

    for_each(app, containers, kill_one, concurrent=True)
