"""What ``stop`` and ``restart`` share: ``--timeout`` with its old name, and the API version of ``--signal``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.errors import PydockError


def ending_timeout(app: App, timeout: int, time: int, signal: str) -> int | None:
    """Seconds as given by ``--timeout`` or ``--time``; None where neither was, for the container's own setting."""
    if {"time", "timeout"} <= app.changed:
        raise PydockError("conflicting options: cannot specify both --timeout and --time")
    if signal:
        app.engine.connection.require("1.42", '"--signal"')
    if "timeout" in app.changed:
        return timeout
    return time if "time" in app.changed else None
