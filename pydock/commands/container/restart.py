"""``pydock container restart``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import for_each
from pydock.commands.container._ending import ending_timeout


@command()
@option("-s", "--signal", kind=kinds.STRING, default="", help="Signal that asks it to end")
@option("--time", kind=kinds.INT, default=0, deprecated="use --timeout instead")
@option("-t", "--timeout", kind=kinds.INT, default=0, help="Seconds before it is killed; -1 for no limit")
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def restart(app: App, containers: tuple[str, ...], signal: str, time: int, timeout: int) -> None:
    """Stop containers and start them again."""
    seconds = ending_timeout(app, timeout, time, signal)

    def restart_one(name: str) -> None:
        app.engine.containers.restart(name, signal=signal, timeout=seconds)

    for_each(app, containers, restart_one, concurrent=True)
