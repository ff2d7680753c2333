"""A session: the services we lend the engine while it builds, on a connection that it speaks gRPC over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydock.build.buildkit.grpc.channel import Call, Channel, Handler
from pydock.build.buildkit.proto import rpc_pb2

if TYPE_CHECKING:
    from pydock.build.buildkit.control import Control
    from pydock.engine.connection import Connection

_HEADER = "X-Docker-Expose-Session-"
_SERVING = rpc_pb2.HealthCheckResponse(status=1).SerializeToString()


class Session:
    """``identifier`` names it in requests; the engine finds ``services`` (path -> handler) behind it.

    ``shared_key`` lets the engine recognise the folders of an earlier session, so that unchanged files stay.
    """

    def __init__(self, services: Mapping[str, Handler], *, shared_key: str = "") -> None:
        self.identifier = new_identifier()
        self.shared_key = shared_key
        self.handlers: dict[str, Handler] = {**services, "/grpc.health.v1.Health/Check": _healthy}
        self._channel: Channel | None = None

    def open(self, connection: Connection) -> None:
        """Offer the session to the engine: POST /session. Raises EngineError, ConnectError."""
        headers = {
            f"{_HEADER}Uuid": self.identifier,
            f"{_HEADER}Name": "",
            f"{_HEADER}Sharedkey": self.shared_key,
        }
        methods = [(f"{_HEADER}Grpc-Method", path) for path in self.handlers]
        upgraded = connection.upgrade("POST", "/session", headers=headers, repeated=methods, protocol="h2c")
        self._channel = Channel(upgraded, client=False, handlers=self.handlers)
        self._channel.begin()

    def tunnel(self, control: Control) -> None:
        """Offer the session to a buildkitd, inside a call on its own connection."""
        from pydock.build.buildkit.remote import as_transport

        prefix = _HEADER.lower()
        metadata = [
            (f"{prefix}uuid", self.identifier),
            (f"{prefix}name", ""),
            (f"{prefix}sharedkey", self.shared_key),
            *((f"{prefix}grpc-method", path) for path in self.handlers),
        ]
        transport = as_transport(control.session(metadata))
        self._channel = Channel(transport, client=False, handlers=self.handlers)
        self._channel.begin()

    def close(self) -> None:
        """End the session; calls under way fail."""
        if self._channel is not None:
            self._channel.close()


def new_identifier() -> str:
    """25 letters and digits, as BuildKit's own identifiers."""
    number = int.from_bytes(secrets.token_bytes(17), "big")
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = []
    for _ in range(25):
        number, rest = divmod(number, 36)
        out.append(digits[rest])
    return "".join(out)


def _healthy(call: Call) -> None:
    call.receive()
    call.send(_SERVING)
