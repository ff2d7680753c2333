"""What a registry holds, asked through the engine: ``/distribution`` of the Engine API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.engine.connection import quote

if TYPE_CHECKING:
    from pydock.engine.connection import Connection


class Distribution:
    """Typed calls on images in registries. ``auth`` is an X-Registry-Auth value."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def inspect(self, image: str, *, auth: str | None = None) -> dict[str, Any]:
        """``GET /distribution/{name}/json``: ``Descriptor`` (digest, size) and ``Platforms`` of an image."""
        headers = {"X-Registry-Auth": auth} if auth else None
        found: dict[str, Any] = self._connection.call("GET", f"/distribution/{quote(image)}/json", headers=headers)
        return found
