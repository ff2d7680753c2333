"""Swarm services: ``/services`` of the Engine API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.urls import object_path

if TYPE_CHECKING:
    from pydock.engine.connection import Connection, Response

Filters = Mapping[str, Sequence[str]]


class Services:
    """Typed calls on services; a service is named by id, id prefix or name. ``auth`` is an X-Registry-Auth value."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, filters: Filters | None = None, *, status: bool = False) -> list[dict[str, Any]]:
        """``GET /services``; ``status`` (API 1.41) adds running, desired and completed task counts."""
        query = {
            "filters": encoding.encode(filters) if filters else None,
            "status": "true" if status and self._connection.at_least("1.41") else None,
        }
        found: list[dict[str, Any]] = self._connection.call("GET", "/services", query=query) or []
        return found

    def inspect(self, name: str, *, insert_defaults: bool = False) -> dict[str, Any]:
        """``GET /services/{id}``; ``insert_defaults`` shows the values the engine would assume."""
        query = {"insertDefaults": "true" if insert_defaults else "false"}
        found: dict[str, Any] = self._connection.call("GET", object_path("services", name), query=query)
        return found

    def create(self, spec: Mapping[str, Any], *, auth: str | None = None) -> dict[str, Any]:
        """``POST /services/create``: ``{"ID": ..., "Warnings": [...] | None}``."""
        made: dict[str, Any] = self._connection.call(
            "POST", "/services/create", body=dict(spec), headers=_headers(auth)
        )
        return made

    def update(
        self,
        identity: str,
        version: int,
        spec: Mapping[str, Any],
        *,
        auth: str | None = None,
        auth_from: str = "",
        rollback: str = "",
    ) -> dict[str, Any]:
        """``POST /services/{id}/update``: ``{"Warnings": [...] | None}``.

        ``auth_from`` is ``spec`` or ``previous-spec``; ``rollback`` is ``previous`` or empty.
        """
        query = {"version": str(version), "registryAuthFrom": auth_from or None, "rollback": rollback or None}
        answer: dict[str, Any] = self._connection.call(
            "POST", object_path("services", identity, "update"), query=query, body=dict(spec), headers=_headers(auth)
        )
        return answer or {}

    def remove(self, name: str) -> None:
        """``DELETE /services/{id}``."""
        self._connection.call("DELETE", object_path("services", name))

    def open_logs(self, identity: str, query: Mapping[str, str | None], *, task: bool = False) -> Response:
        """``GET /services/{id}/logs`` or ``GET /tasks/{id}/logs``: stdcopy frames, or raw bytes of a TTY service."""
        kind = "tasks" if task else "services"
        return self._connection.open("GET", object_path(kind, identity, "logs"), query=query)


def _headers(auth: str | None) -> Mapping[str, str] | None:
    return {"X-Registry-Auth": auth} if auth else None
