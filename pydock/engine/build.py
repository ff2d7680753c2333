"""The classic builder: ``POST /build`` of the Engine API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydock.engine.bodies import Source
    from pydock.engine.connection import Connection
    from pydock.engine.response import Response


class Build:
    """Typed calls of the classic builder."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(
        self, context: Source | None, options: Mapping[str, Any], *, registry_config: str, content_type: str
    ) -> Response:
        """``POST /build``: build from a tar ``context``; progress comes as JSON messages, the image id as ``aux``.

        ``options`` is the query as the API names it, ``registry_config`` the base64 JSON of registries' credentials.
        """
        if options.get("platform"):
            self._connection.require("1.32", '"platform"')
        headers = {"Content-Type": content_type, "X-Registry-Config": registry_config}
        return self._connection.open("POST", "/build", query=dict(options), body=context, headers=headers)
