"""Volumes: ``/volumes`` of the Engine API, cluster volumes included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.urls import object_path

if TYPE_CHECKING:
    from pydock.engine.connection import Connection

Filters = Mapping[str, Sequence[str]]


class Volumes:
    """Typed calls on volumes; a volume is named by its name, a cluster volume also by its id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, filters: Filters | None = None) -> dict[str, Any]:
        """``GET /volumes``: ``{"Volumes": [...] | None, "Warnings": [...] | None}``."""
        found: dict[str, Any] = self._connection.call(
            "GET", "/volumes", query={"filters": encoding.encode(filters) if filters else None}
        )
        return found

    def inspect(self, name: str) -> dict[str, Any]:
        """``GET /volumes/{name}``. 404: NotFoundError."""
        found: dict[str, Any] = self._connection.call("GET", object_path("volumes", name))
        return found

    def create(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """``POST /volumes/create`` with ``Name``, ``Driver``, ``DriverOpts``, ``Labels``, ``ClusterVolumeSpec``.

        Creating a volume that exists with the same driver and options gives the existing one.
        """
        made: dict[str, Any] = self._connection.call("POST", "/volumes/create", body=dict(spec))
        return made

    def update(self, name: str, version: int, spec: Mapping[str, Any]) -> None:
        """``PUT /volumes/{name}?version=N``: a cluster volume's new ClusterVolumeSpec (API 1.42)."""
        self._connection.require("1.42", '"volume update"')
        path = object_path("volumes", name)
        self._connection.call("PUT", path, query={"version": version}, body={"Spec": dict(spec)})

    def remove(self, name: str, *, force: bool = False) -> None:
        """``DELETE /volumes/{name}``. 409 when in use; ``force`` makes a missing volume no error."""
        self._connection.call("DELETE", object_path("volumes", name), query={"force": "1" if force else None})

    def prune(self, filters: Filters | None = None) -> dict[str, Any]:
        """``POST /volumes/prune``: ``{"VolumesDeleted": [names] | None, "SpaceReclaimed": bytes}``.

        From API 1.42 only anonymous volumes go unless ``filters`` holds ``all=true``.
        """
        report: dict[str, Any] = self._connection.call(
            "POST", "/volumes/prune", query={"filters": encoding.encode(filters) if filters else None}
        )
        return report or {}
