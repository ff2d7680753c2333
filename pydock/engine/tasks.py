"""Swarm tasks: ``/tasks`` of the Engine API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.urls import object_path

if TYPE_CHECKING:
    from pydock.engine.connection import Connection

Filters = Mapping[str, Sequence[str]]


class Tasks:
    """Typed calls on tasks, the units that services are run as."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, filters: Filters | None = None) -> list[dict[str, Any]]:
        """``GET /tasks``: filters are desired-state, id, label, name, node, service, and ``_up-to-date``."""
        query = {"filters": encoding.encode(filters) if filters else None}
        found: list[dict[str, Any]] = self._connection.call("GET", "/tasks", query=query) or []
        return found

    def inspect(self, identity: str) -> dict[str, Any]:
        """``GET /tasks/{id}``. 404: NotFoundError."""
        found: dict[str, Any] = self._connection.call("GET", object_path("tasks", identity))
        return found
