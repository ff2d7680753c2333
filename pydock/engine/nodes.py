"""Swarm nodes: ``/nodes`` of the Engine API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.urls import object_path

if TYPE_CHECKING:
    from pydock.engine.connection import Connection

Filters = Mapping[str, Sequence[str]]


class Nodes:
    """Typed calls on nodes; a node is named by id, id prefix or hostname."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, filters: Filters | None = None) -> list[dict[str, Any]]:
        """``GET /nodes``."""
        query = {"filters": encoding.encode(filters) if filters else None}
        found: list[dict[str, Any]] = self._connection.call("GET", "/nodes", query=query) or []
        return found

    def inspect(self, name: str) -> dict[str, Any]:
        """``GET /nodes/{id}``. 404: NotFoundError."""
        found: dict[str, Any] = self._connection.call("GET", object_path("nodes", name))
        return found

    def update(self, identity: str, version: int, spec: Mapping[str, Any]) -> None:
        """``POST /nodes/{id}/update``: ``spec`` is a whole NodeSpec; a stale ``version`` is refused."""
        query = {"version": str(version)}
        self._connection.call("POST", object_path("nodes", identity, "update"), query=query, body=dict(spec))

    def remove(self, name: str, *, force: bool = False) -> None:
        """``DELETE /nodes/{id}``; ``force`` for one that is not down."""
        self._connection.call("DELETE", object_path("nodes", name), query={"force": "1" if force else None})
