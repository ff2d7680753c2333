"""``pydock swarm unlock``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import command
from pydock.cli.prompts import secret
from pydock.errors import PydockError


@command(since="1.24")
def unlock(app: App) -> None:
    """Unlock a manager after its restart."""
    state = app.engine.system.info()["Swarm"].get("LocalNodeState")
    if state == "inactive":
        raise PydockError("Error: This node is not part of a swarm")
    if state != "locked":
        raise PydockError("Error: swarm is not locked")
    if app.streams.stdin.is_terminal:
        key = secret(app, "Enter unlock key: ")
    else:
        key = app.streams.stdin.readline()
    app.engine.swarm.unlock(key.strip())
