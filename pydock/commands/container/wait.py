"""``pydock container wait``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

_CONDITION = kinds.lazy("condition", "pydock.commands.container._conditions:parse_condition")


@command()
@option("--for", "condition", kind=_CONDITION, help="exited, running, healthy, removed, port=N or log=REGEX")
@option("--timeout", kind=kinds.DURATION, default=0, help="Longest time to wait; exit code 124 when it is over")
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def wait(app: App, containers: tuple[str, ...], condition: Any, timeout: int) -> None:
    """Block until containers end, then print their exit codes."""
    if condition is not None or timeout:
        from pydock.commands.container._conditions import EXITED, wait_until

        wait_until(app, containers, condition or EXITED, timeout, echo=True)
        return
    failures: list[str] = []
    for name in containers:  # one by one: all are waited for, the time is that of the longest either way
        try:
            app.echo(str(app.engine.containers.wait(name).status))
            app.streams.stdout.flush()
        except PydockError as error:
            failures.append(error.message)
    if failures:
        raise PydockError("\n".join(failures))
