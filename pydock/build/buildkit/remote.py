"""A buildkitd of its own (driver ``remote``): its gRPC socket, and sessions tunnelled through it."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydock.build.buildkit.control import Control
from pydock.build.buildkit.grpc.channel import Call, Transport
from pydock.build.buildkit.proto import session_pb2
from pydock.build.buildkit.request import Driver
from pydock.errors import ConnectError, PydockError
from pydock.portable.sockets import unix_socket
from pydock.values.numbers import parse_bool

if TYPE_CHECKING:
    from pydock.build.buildkit.run import Display
    from pydock.build.buildkit.session import Session

_TIMEOUT = 20.0
_SCHEMES = ("unix", "tcp")
_FILES = ("cacert", "cert", "key")


def check_endpoint(endpoint: str) -> None:
    """Raises PydockError for addresses that no builder can have."""
    if not endpoint:
        raise PydockError("no remote endpoint provided")
    scheme = endpoint.partition("://")[0]
    if scheme not in _SCHEMES:
        raise PydockError(f"unrecognized url scheme {scheme}")


def check_options(options: Mapping[str, str]) -> None:
    """Raises PydockError for driver options that there are not and for bad values."""
    for name, text in options.items():
        if name in _FILES:
            if not text.startswith("/"):
                raise PydockError(f"non-absolute path '{text}' provided for {name}")
        elif name == "default-load":
            try:
                parse_bool(text)
            except ValueError as error:
                raise PydockError(str(error)) from error
        elif name != "servername":
            raise PydockError(f"invalid driver option {name} for remote driver")


class RemoteNode:
    """``options``: cacert, cert, key, servername for TLS."""

    def __init__(self, builder: str, name: str, endpoint: str, options: Mapping[str, str]) -> None:
        self.builder = builder
        self.name = name
        self.endpoint = endpoint
        self.options = options
        self.driver = Driver("remote", moby=False, loads=parse_bool(options.get("default-load", "false")))

    def control(self) -> Control:
        return Control(self.dial())

    def lend(self, session: Session, control: Control) -> None:
        session.tunnel(control)

    def status(self) -> str:
        """``running`` where something listens. Raises ConnectError."""
        self.dial().close()
        return "running"

    def boot(self, display: Display) -> None:
        """It is run by others: nothing to do."""

    def stop(self) -> None:
        """It is run by others."""

    def dial(self) -> _Socket:
        """A new connection. Raises ConnectError."""
        kind, _, rest = self.endpoint.partition("://")
        try:
            if kind == "unix":
                sock = _connected(rest)
            elif kind == "tcp":
                host, _, port = rest.rpartition(":")
                sock = socket.create_connection((host.strip("[]"), int(port)), _TIMEOUT)
                if any(key in self.options for key in ("cacert", "cert", "key", "servername")):
                    sock = self._secured(sock, host)
            else:
                raise ConnectError(f"unsupported endpoint {self.endpoint}")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ConnectError(f"failed to reach {self.endpoint}: {reason}", reason="refused") from error
        sock.settimeout(None)
        return _Socket(sock)

    def _secured(self, sock: socket.socket, host: str) -> socket.socket:
        from pydock.engine.transport.tls import TLSSocket
        from pydock.engine.transport.tlsfiles import checking_context

        context = checking_context(self.options.get("cacert") or None)
        context.set_alpn_protocols(["h2"])
        if self.options.get("cert"):
            context.load_cert_chain(self.options["cert"], self.options.get("key"))
        context.sslsocket_class = TLSSocket
        secured = context.wrap_socket(sock, server_hostname=self.options.get("servername") or host)
        assert isinstance(secured, TLSSocket)
        secured.begin()
        return secured


def _connected(path: str) -> socket.socket:
    sock = unix_socket()
    try:
        sock.settimeout(_TIMEOUT)
        sock.connect(path)
    except BaseException:
        sock.close()
        raise
    return sock


class _Socket:
    """A plain socket as a channel's transport."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def recv(self, size: int, /) -> bytes:
        return self._sock.recv(size)

    def sendall(self, data: bytes, /) -> None:
        self._sock.sendall(data)

    def close_write(self) -> None:
        """Say that nothing more will be sent."""
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the peer has closed already

    def close(self) -> None:
        try:
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the peer was faster
        self._sock.close()


class Tunnel:
    """Bytes inside the messages of a call: the Session method of a buildkitd."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def recv(self, size: int, /) -> bytes:
        message = self._call.receive()
        return session_pb2.BytesMessage.FromString(message).data if message is not None else b""

    def sendall(self, data: bytes, /) -> None:
        self._call.send(session_pb2.BytesMessage(data=data).SerializeToString())

    def close(self) -> None:
        self._call.cancel()


def as_transport(call: Call) -> Transport:
    """The call as a transport."""
    return Tunnel(call)
