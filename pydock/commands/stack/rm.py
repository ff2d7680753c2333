"""``pydock stack rm``."""

from __future__ import annotations

import time

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

_PAUSE = 0.2  # seconds between two looks at tasks that end: the engine has no event for them
_TERMINAL = ("complete", "shutdown", "failed", "rejected", "remove", "orphaned")


@command(since="1.25")
@option("-d", "--detach", kind=kinds.BOOL, default=True, default_text="true", help="Do not wait for tasks to end.")
@option("--orchestrator", kind=kinds.STRING, hidden=True, help="Has no effect: there is Swarm only.")
@argument("stacks", many=True, metavar="STACK [STACK...]")
def rm(app: App, stacks: tuple[str, ...], detach: bool, orchestrator: str | None) -> None:
    """Delete stacks."""
    failed = []
    for stack in stacks:
        if not _remove(app, stack):
            failed.append(f"Failed to remove some resources from stack: {stack}")
        elif not detach:
            _wait(app, stack)
    if failed:
        raise PydockError("\n".join(failed))


def _remove(app: App, stack: str) -> bool:
    from pydock.cli.deploying import owned, remove

    engine, mine = app.engine, owned(stack)
    found = {
        "service": engine.services.list(mine),
        "network": engine.networks.list(mine),
        "secret": engine.secrets.list(mine) if engine.connection.at_least("1.25") else [],
        "config": engine.configs.list(mine) if engine.connection.at_least("1.30") else [],
    }
    if not any(found.values()):
        app.warn(f"Nothing found in stack: {stack}")
        return True
    removed = [remove(app, kind, found[kind]) for kind in ("service", "secret", "config", "network")]
    return all(removed)


def _wait(app: App, stack: str) -> None:
    from pydock.cli.deploying import owned

    while any(task["Status"]["State"] not in _TERMINAL for task in app.engine.tasks.list(owned(stack))):
        time.sleep(_PAUSE)
