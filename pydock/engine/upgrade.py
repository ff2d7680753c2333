"""A connection that stopped being HTTP: attach, exec, BuildKit sessions."""

from __future__ import annotations

import socket
from types import TracebackType

from pydock.engine.transport.http1 import Head
from pydock.engine.wire import RECEIVE, Wire
from pydock.errors import ProtocolError
from pydock.portable.sockets import AT_ONCE


class Upgraded:
    """Both directions of a raw byte stream. Bytes that came with the engine's ``101`` are served first."""

    __slots__ = ("_pending", "_sock", "_wire", "headers", "status")

    def __init__(self, head: Head, wire: Wire) -> None:
        self.status = head.status
        self.headers = head.headers
        self._pending = wire.take()
        self._wire = wire
        self._sock = wire.sock

    def __enter__(self) -> Upgraded:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def multiplexed(self) -> bool:
        """Whether the engine says that it sends stdcopy frames (API 1.42 and newer say so)."""
        return self.headers.get("content-type", "") == "application/vnd.docker.multiplexed-stream"

    @property
    def buffered(self) -> bool:
        """Whether :meth:`recv` gives bytes without waiting for the socket."""
        if self._pending:
            return True
        pending = getattr(self._sock, "pending", None)
        return bool(pending and pending())

    def recv(self, n: int = RECEIVE) -> bytes:
        """Up to ``n`` bytes; empty at the end. A reset by the peer is an end as well."""
        if self._pending:
            data, self._pending = self._pending[:n], self._pending[n:]
            return data
        try:
            return self._sock.recv(n)
        except ConnectionResetError:
            return b""

    def read1(self) -> bytes:
        """The next bytes, however many came; empty at the end."""
        return self.recv()

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        """Read into ``buffer``; 0 at the end."""
        if self._pending:
            view = memoryview(buffer)
            data = self.recv(len(view))
            view[: len(data)] = data
            return len(data)
        try:
            return self._sock.recv_into(buffer)
        except ConnectionResetError:
            return 0

    def send(self, data: bytes | memoryview) -> int:
        """Send what fits without waiting and say how much; 0 when nothing does. Raises ProtocolError when closed."""
        try:
            if type(self._sock) is socket.socket:
                return self._sock.send(data, AT_ONCE)
            return self._sock.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise _lost(error) from None

    def sendall(self, data: bytes | memoryview) -> None:
        """Send all of ``data``. Raises ProtocolError when the peer does not listen any more."""
        try:
            self._sock.sendall(data)
        except OSError as error:
            raise _lost(error) from None

    def close_write(self) -> None:
        """Say that nothing more will be sent, and go on reading."""
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the peer has closed already

    def lost(self, what: str) -> str:
        """Why the stream ended, where that should not be: what its way says of that, or else ``what``."""
        self.close()
        return self._wire.lost(what)

    def close(self) -> None:
        self._sock.close()

    def fileno(self) -> int:
        return self._sock.fileno()


def _lost(error: OSError) -> ProtocolError:
    return ProtocolError(f"write: {(error.strerror or str(error)).lower()}")
