"""An answer whose body is read as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from pydock.engine.transport.http1 import Body, Head
from pydock.engine.wire import RECEIVE, Wire
from pydock.errors import ProtocolError


class Response:
    """Status, headers (lower-case keys) and a body to read once, in whichever way suits.

    A body read to its end gives the connection back for the next request; ``close`` before that drops it.
    Reading raises ProtocolError when the engine breaks off.
    """

    __slots__ = ("_body", "_close", "_ready", "_release", "_wire", "headers", "status")

    def __init__(self, head: Head, body: Body, wire: Wire, release: Callable[[Wire], None] | None) -> None:
        self.status = head.status
        self.headers = head.headers
        self._body = body
        self._wire: Wire | None = wire
        self._release = release if head.keep_alive else None
        self._ready = b""
        rest = wire.take()
        if rest:
            try:
                self._ready = body.feed(rest)
            except ProtocolError:
                wire.close()
                raise
        if body.done:
            self._finish()

    def __enter__(self) -> Response:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def chunks(self) -> Iterator[bytes]:
        """The body's bytes as they arrive, never empty; sizes follow the network, not the engine's chunks."""
        while data := self.read1():
            yield data

    def read1(self) -> bytes:
        """The next bytes of the body, as many as one read gave; empty at the end."""
        if self._ready:
            data, self._ready = self._ready, b""
            return data
        body = self._body
        while (wire := self._wire) is not None:
            try:
                raw = wire.sock.recv(RECEIVE)
                data = body.feed(raw) if raw else self._end(wire)
            except (OSError, ProtocolError) as error:
                self.close()
                raise _broken(error, wire) from None
            if body.done:
                self._finish()
            if data:
                return data
        return b""

    def read(self, n: int = -1) -> bytes:
        """Exactly ``n`` bytes, fewer only at the end; all that is left when ``n`` is negative."""
        parts: list[bytes] = []
        left = n
        while left:
            data = self.read1()
            if not data:
                break
            if 0 <= left < len(data):
                self._ready = data[left:]
                data = data[:left]
            parts.append(data)
            if left > 0:
                left -= len(data)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fill ``buffer`` with what comes next, at least one byte; 0 at the end. Big bodies are not copied twice."""
        view = memoryview(buffer)
        wire = self._wire
        if not self._ready and wire is not None and (wanted := self._body.wants()):
            try:
                count = wire.sock.recv_into(view[: min(wanted, len(view))])
                if count:
                    self._body.took(count)
                else:
                    self._end(wire)
            except (OSError, ProtocolError) as error:
                self.close()
                raise _broken(error, wire) from None
            if self._body.done:
                self._finish()
            return count
        data = self.read1()
        if len(data) > len(view):
            self._ready = data[len(view) :]
            data = data[: len(view)]
        view[: len(data)] = data
        return len(data)

    def json(self) -> Any:
        """The whole body as JSON; None when it is empty."""
        data = self.read()
        if not data.strip():
            return None
        from json import JSONDecodeError, loads

        try:
            return loads(data)
        except JSONDecodeError as error:
            if error.pos >= len(error.doc.rstrip()):
                raise ProtocolError("unexpected EOF") from None
            raise ProtocolError(f"invalid JSON in the engine's answer: {error}") from None
        except UnicodeDecodeError:
            return loads(data.decode("utf-8", "replace"))

    def fileno(self) -> int:
        """The socket, for waiting. Bytes may be buffered above it: read until :meth:`buffered` is false first."""
        if self._wire is None:
            return -1
        return self._wire.sock.fileno()

    @property
    def buffered(self) -> bool:
        """Whether reading gives bytes, or the end, without waiting for the socket."""
        if self._ready or self._wire is None:
            return True
        pending = getattr(self._wire.sock, "pending", None)
        return bool(pending and pending())

    def close(self) -> None:
        """Drop the connection unless the body was read to its end."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def _end(self, wire: Wire) -> bytes:
        """The engine closed: no bytes are to come. Raises ProtocolError where that cuts the body short."""
        try:
            self._body.eof()
        except ProtocolError as error:
            wire.close()
            raise ProtocolError(wire.lost(error.message)) from None
        return b""

    def _finish(self) -> None:
        wire, self._wire = self._wire, None
        if wire is None:
            return
        if self._release is not None and not self._body.rest:
            self._release(wire)
        else:
            wire.close()


def _broken(error: OSError | ProtocolError, wire: Wire) -> ProtocolError:
    if isinstance(error, ProtocolError):
        return error
    return ProtocolError(wire.lost(f"unexpected EOF: {(error.strerror or str(error)).lower()}"))
