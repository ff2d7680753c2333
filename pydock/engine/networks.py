"""Networks: ``/networks`` of the Engine API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.urls import identifier, object_path

if TYPE_CHECKING:
    from pydock.engine.connection import Connection

Filters = Mapping[str, Sequence[str]]


class Networks:
    """Typed calls on networks; a network is named by its id, an id prefix or its name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, filters: Filters | None = None) -> list[dict[str, Any]]:
        """``GET /networks``: every network that passes ``filters`` (driver, id, label, name, scope, type, dangling)."""
        found: list[dict[str, Any]] = self._connection.call("GET", "/networks", query=_filters(filters)) or []
        return found

    def inspect(self, name: str, *, verbose: bool = False, scope: str = "") -> dict[str, Any]:
        """``GET /networks/{id}``. ``verbose`` adds the services and tasks of a swarm network. 404: NotFoundError."""
        query = {"verbose": "true" if verbose else None, "scope": scope or None}
        found: dict[str, Any] = self._connection.call("GET", object_path("networks", name), query=query)
        return found

    def create(self, name: str, spec: Mapping[str, Any]) -> dict[str, Any]:
        """``POST /networks/create`` with the body fields ``spec``; gives ``{"Id": ..., "Warning": ...}``.

        409 when the name is taken. Engines before API 1.44 need ``CheckDuplicate`` to refuse a name twice.
        """
        body: dict[str, Any] = {**spec, "Name": name}
        if not self._connection.at_least("1.44"):
            body["CheckDuplicate"] = True
        made: dict[str, Any] = self._connection.call("POST", "/networks/create", body=body)
        return made

    def remove(self, name: str) -> None:
        """``DELETE /networks/{id}``. 403 for a predefined network or one in use, 404 when there is none."""
        self._connection.call("DELETE", object_path("networks", name))

    def connect(self, name: str, container: str, endpoint: Mapping[str, Any] | None = None) -> None:
        """``POST /networks/{id}/connect``; ``endpoint`` is an EndpointSettings object (None: no settings sent)."""
        body: dict[str, Any] = {"Container": identifier("container", container)}
        if endpoint is not None:
            body["EndpointConfig"] = dict(endpoint)
        self._tell(object_path("networks", name, "connect"), body)

    def disconnect(self, name: str, container: str, *, force: bool = False) -> None:
        """``POST /networks/{id}/disconnect``; ``force`` also works for a container that is gone or elsewhere."""
        body = {"Container": identifier("container", container), "Force": force}
        self._tell(object_path("networks", name, "disconnect"), body)

    def _tell(self, path: str, body: dict[str, Any]) -> None:
        """Post, and leave the answer unread: Podman's is the bare word OK."""
        self._connection.open("POST", path, body=body).close()

    def prune(self, filters: Filters | None = None) -> dict[str, Any]:
        """``POST /networks/prune``: ``{"NetworksDeleted": [names] | None}``."""
        report: dict[str, Any] = self._connection.call("POST", "/networks/prune", query=_filters(filters))
        return report or {}


def _filters(filters: Filters | None) -> dict[str, str | None]:
    return {"filters": encoding.encode(filters) if filters else None}
