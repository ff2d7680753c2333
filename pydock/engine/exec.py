"""Processes started in running containers: ``/exec`` of the Engine API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.engine.urls import object_path, quote

if TYPE_CHECKING:
    from pydock.engine.connection import Connection, Upgraded

Json = dict[str, Any]


class Exec:
    """Typed calls on exec instances, which are named by id and live as long as their container."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, container: str, body: Json) -> str:
        """``POST /containers/{container}/exec``: the new instance's id. 409: the container does not run."""
        made: Json = self._connection.call("POST", object_path("containers", container, "exec"), body=body)
        return str(made.get("Id") or "")

    def start(self, identity: str, body: Json) -> None:
        """``POST /exec/{id}/start`` with ``Detach``: answered as soon as the process runs."""
        self._connection.call("POST", f"/exec/{quote(identity)}/start", body=body)

    def attach(self, identity: str, body: Json) -> Upgraded:
        """``POST /exec/{id}/start``: the streams of the process, in frames unless it has a terminal."""
        return self._connection.upgrade("POST", f"/exec/{quote(identity)}/start", body=body)

    def inspect(self, identity: str) -> Json:
        """``GET /exec/{id}/json``: ``ExitCode`` and ``Running`` among others."""
        found: Json = self._connection.call("GET", f"/exec/{quote(identity)}/json")
        return found

    def resize(self, identity: str, *, columns: int, rows: int) -> None:
        """``POST /exec/{id}/resize``: the size of its terminal."""
        self._connection.call("POST", f"/exec/{quote(identity)}/resize", query={"h": rows, "w": columns})
