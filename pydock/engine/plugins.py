"""Engine plugins: ``/plugins`` of the Engine API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from pydock.engine import filters as encoding
from pydock.engine.urls import object_path

if TYPE_CHECKING:
    from pydock.engine.connection import Connection, Response

Filters = Mapping[str, Sequence[str]]
Privileges = list[dict[str, Any]]


class Plugins:
    """Typed calls on plugins. ``auth`` is an X-Registry-Auth value."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, filters: Filters | None = None) -> list[dict[str, Any]]:
        """``GET /plugins``: filters are ``capability`` and ``enabled``."""
        found: list[dict[str, Any]] = (
            self._connection.call("GET", "/plugins", query={"filters": encoding.encode(filters) if filters else None})
            or []
        )
        return found

    def inspect(self, name: str) -> dict[str, Any]:
        """``GET /plugins/{name}/json``."""
        found: dict[str, Any] = self._connection.call("GET", object_path("plugins", name, "json"))
        return found

    def privileges(self, remote: str, *, auth: str | None = None) -> Privileges:
        """``GET /plugins/privileges``: what the plugin at ``remote`` asks for. 403 when ``auth`` is needed."""
        found: Privileges = (
            self._connection.call("GET", "/plugins/privileges", query={"remote": remote}, headers=_auth(auth)) or []
        )
        return found

    def install(self, remote: str, name: str, privileges: Privileges, *, auth: str | None = None) -> Response:
        """``POST /plugins/pull`` of ``remote`` as local ``name``: progress messages.

        The answer's header ``docker-plugin-name`` has the name where none was given.
        """
        query = {"remote": remote, "name": name}
        return self._connection.open("POST", "/plugins/pull", query=query, body=privileges, headers=_auth(auth))

    def upgrade(self, name: str, remote: str, privileges: Privileges, *, auth: str | None = None) -> Response:
        """``POST /plugins/{name}/upgrade`` (API 1.26): progress messages."""
        self._connection.require("1.26", '"plugin upgrade"')
        path = object_path("plugins", name, "upgrade")
        return self._connection.open("POST", path, query={"remote": remote}, body=privileges, headers=_auth(auth))

    def push(self, name: str, *, auth: str | None = None) -> Response:
        """``POST /plugins/{name}/push``: progress messages."""
        return self._connection.open("POST", object_path("plugins", name, "push"), headers=_auth(auth))

    def create(self, name: str, archive: Iterable[bytes] | BinaryIO) -> None:
        """``POST /plugins/create`` from a tar of ``config.json`` and ``rootfs/``."""
        headers = {"Content-Type": "application/x-tar"}
        self._connection.call("POST", "/plugins/create", query={"name": name}, body=archive, headers=headers)

    def enable(self, name: str, *, timeout: int = 0) -> None:
        """``POST /plugins/{name}/enable``: ``timeout`` is the HTTP client timeout in seconds."""
        self._connection.call("POST", object_path("plugins", name, "enable"), query={"timeout": str(timeout)})

    def disable(self, name: str, *, force: bool = False) -> None:
        """``POST /plugins/{name}/disable``."""
        self._connection.call("POST", object_path("plugins", name, "disable"), query={"force": "1" if force else None})

    def set(self, name: str, arguments: Sequence[str]) -> None:
        """``POST /plugins/{name}/set``: ``KEY=VALUE`` settings of a disabled plugin."""
        self._connection.call("POST", object_path("plugins", name, "set"), body=list(arguments))

    def remove(self, name: str, *, force: bool = False) -> None:
        """``DELETE /plugins/{name}``."""
        self._connection.call("DELETE", object_path("plugins", name), query={"force": "1" if force else None})


def _auth(auth: str | None) -> Mapping[str, str] | None:
    return {"X-Registry-Auth": auth} if auth else None
