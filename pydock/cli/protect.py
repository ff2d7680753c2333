"""Contexts marked ``protected``: commands that destroy something there ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

_VERBS = frozenset(("rm", "prune", "kill", "stop", "restart", "leave", "down", "demote", "rollback", "disable"))
_LOCAL = frozenset(("context", "manifest", "registry", "buildx", "engine"))
_NOT_LOCAL = frozenset(("buildx prune", "buildx history rm"))


def is_destructive(path: str) -> bool:
    """Whether the command of that canonical path takes something from an engine."""
    words = path.split()
    return words[-1] in _VERBS and (words[0] not in _LOCAL or path in _NOT_LOCAL)


def guard(app: App, path: str) -> None:
    """Ask before ``path`` on a protected context. Raises PydockError unless the answer is yes.

    ``--yes`` and PYDOCK_YES answer in advance; where nobody can be asked the answer is no.
    """
    if not app.config.current_context and not app.options.context and not app.environ.get("DOCKER_CONTEXT"):
        return
    if not app.endpoint.protected or app.options.yes or app.environ.get("PYDOCK_YES"):
        return
    place = f"context {app.endpoint.name} ({app.endpoint.host})"
    refused = PydockError(
        f"{place} is protected: {app.program} {path} was not run", hint="Give --yes, or set PYDOCK_YES=1, to run it."
    )
    if not app.streams.stdin.is_terminal:
        raise refused
    from pydock.cli.prompts import confirm

    if not confirm(app, f"{place} is protected. Run {app.program} {path} there?"):
        raise refused
