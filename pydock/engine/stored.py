"""What secrets and configs share: both are small named blobs in the cluster's store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.urls import object_path

if TYPE_CHECKING:
    from pydock.engine.connection import Connection

Filters = Mapping[str, Sequence[str]]


class Stored:
    """Typed calls on one kind of stored blob; one is named by id, id prefix or name."""

    kind = ""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, filters: Filters | None = None) -> list[dict[str, Any]]:
        """``GET /{kind}``."""
        query = {"filters": encoding.encode(filters) if filters else None}
        found: list[dict[str, Any]] = self._connection.call("GET", f"/{self.kind}", query=query) or []
        return found

    def inspect(self, name: str) -> dict[str, Any]:
        """``GET /{kind}/{id}``. 404: NotFoundError."""
        found: dict[str, Any] = self._connection.call("GET", object_path(self.kind, name))
        return found

    def create(self, spec: Mapping[str, Any]) -> str:
        """``POST /{kind}/create``: ``Data`` in ``spec`` is base64; gives the id. 409 when the name is taken."""
        made: dict[str, Any] = self._connection.call("POST", f"/{self.kind}/create", body=dict(spec))
        return str(made.get("ID") or "")

    def update(self, identity: str, version: int, spec: Mapping[str, Any]) -> None:
        """``POST /{kind}/{id}/update``: only labels may change."""
        query = {"version": str(version)}
        self._connection.call("POST", object_path(self.kind, identity, "update"), query=query, body=dict(spec))

    def remove(self, name: str) -> None:
        """``DELETE /{kind}/{id}``. 400 when a service uses it."""
        self._connection.call("DELETE", object_path(self.kind, name))
