"""Contexts marked ``protected``: commands that destroy something there ask first."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.transport.endpoint import Endpoint

_TAKING = ("rm", "prune", "kill", "stop", "restart", "pause", "leave", "down", "scale")
_CHANGING = ("demote", "rollback", "disable", "disconnect", "upgrade")
_FLAGS = {
    "compose create": {"force-recreate", "remove-orphans"},
    "compose run": {"remove-orphans"},
    "compose up": {"force-recreate", "always-recreate-deps", "remove-orphans", "renew-anon-volumes", "scale"},
    "node update": {"availability", "role"},
    "service update": {"force", "replicas", "rollback"},
    "stack deploy": {"prune"},
    "swarm ca": {"rotate"},
    "swarm init": {"force-new-cluster"},
    "swarm join-token": {"rotate"},
    "swarm unlock-key": {"rotate"},
    "volume update": {"availability"},
}
"""Commands that only these flags make destructive."""
_LOCAL = frozenset(("context", "manifest", "registry", "engine", "buildx"))
"""Nothing of the context's engine is theirs; ``buildx`` asks for the engine of the builder (see ``_builders``)."""


def is_destructive(path: str, changed: Set[str] = frozenset()) -> bool:
    """Whether the command of that canonical path, with those flags, takes something from an engine."""
    first, last = path.partition(" ")[0], path.rpartition(" ")[2]
    return first not in _LOCAL and (last in (*_TAKING, *_CHANGING) or not changed.isdisjoint(_FLAGS.get(path, ())))


def guard(app: App, path: str) -> None:
    """Ask before a destructive ``path`` on a protected context. Raises PydockError unless the answer is yes.

    ``--yes`` and PYDOCK_YES answer in advance; where nobody can be asked the answer is no.
    """
    if not is_destructive(path, app.changed) or app.group_options.get("dry_run") or "plan" in app.changed:
        return
    if app.config.current_context or app.options.context or app.environ.get("DOCKER_CONTEXT"):
        ask(app, app.endpoint)


def ask(app: App, endpoint: Endpoint) -> None:
    """Ask before the command takes something from ``endpoint``, if it is protected; see :func:`guard`."""
    answered = app.options.yes or "yes" in app.changed or app.environ.get("PYDOCK_YES")
    if not endpoint.protected or answered:
        return
    place, what = f"{named(endpoint)} is protected", f"{app.program} {app.command_path}"
    refused = PydockError(f"{place}: {what} was not run", hint="Give --yes, or set PYDOCK_YES=1, to run it.")
    if not app.streams.stdin.is_terminal:
        raise refused
    from pydock.cli.prompts import confirm

    if not confirm(app, f"{place}. Run {what} there?", aside=True):
        raise refused


def named(endpoint: Endpoint) -> str:
    """An engine in a question."""
    return f"context {endpoint.name} ({endpoint.host})"
