"""One connection's socket: send a request, notice an early answer, read the answer's head."""

from __future__ import annotations

import os
import select
import socket
import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pydock.engine.bodies import PIECE, Piped
from pydock.engine.transport.http1 import Head, parse_head
from pydock.errors import ProtocolError
from pydock.portable.sockets import AT_ONCE, first_ready, ready

if TYPE_CHECKING:
    from pydock.engine.transport.dial import Dialer

RECEIVE = 1 << 16
"""Bytes asked of the socket at once. Above 128 KiB the C library maps and unmaps memory for each read."""

_SENDFILE = 1 << 20
_FRAMED = 1 << 14

Payload = bytes | bytearray | memoryview
Stream = Iterable[bytes] | BinaryIO


class Gone(Exception):
    """The peer closed or reset before a complete head came. ``began``: some bytes of one had come."""

    def __init__(self, began: bool, what: str) -> None:
        super().__init__(what)
        self.began = began
        self.what = what


class Wire:
    """A socket and the bytes read from it that nobody has taken yet."""

    __slots__ = ("_early", "_watch", "_way", "buffer", "sock", "used")

    def __init__(self, sock: socket.socket, way: Dialer | None = None) -> None:
        self.sock = sock
        self._way = way
        self.buffer = bytearray()
        self.used = False
        self._early: Head | None = None
        # A TLS record need not hold data, so readiness says nothing there and an early answer goes unnoticed
        # until sending fails.
        self._watch = type(sock) is socket.socket

    def stale(self) -> bool:
        """Whether an idle connection was closed by its peer, or holds bytes that no request asked for."""
        if not ready(self.sock, timeout=0):
            return False
        spent = getattr(self.sock, "spent", None)  # a TLS record need not be data
        return spent is None or bool(spent())

    def close(self) -> None:
        self.sock.close()

    def lost(self, what: str) -> str:
        """Why the connection broke: what its way says of that, or else ``what``."""
        return (self._way and self._way.complaint(self.sock)) or what

    def head(self) -> Head:
        """The answer's head; interim answers are skipped. Raises Gone, Malformed, TimeoutError."""
        while True:
            head = self._early or self._parse()
            self._early = None
            if head is not None:
                return head
            try:
                data = self.sock.recv(RECEIVE)
            except TimeoutError:
                raise
            except OSError as error:
                raise Gone(bool(self.buffer), _broken(error)) from None
            if not data:
                raise Gone(bool(self.buffer), "unexpected EOF" if self.buffer else "EOF")
            self.buffer += data

    def _parse(self) -> Head | None:
        while self.buffer:
            parsed = parse_head(self.buffer)
            if parsed is None:
                return None
            head, length = parsed
            del self.buffer[:length]
            if head.status >= 200 or head.status == 101:
                return head
        return None

    def take(self) -> bytes:
        """What has been read beyond the head."""
        data = bytes(self.buffer)
        self.buffer.clear()
        return data

    def send_chunked(self, body: Stream) -> bool:
        """Send ``body`` in chunks. False: the engine answered before all was sent."""
        if isinstance(body, Piped) and self._watch and sys.platform != "win32":
            body = self._awaited(body)
        return self._send(_chunks(body))

    def send_file(self, file: BinaryIO, size: int) -> bool:
        """Send ``size`` bytes of a regular file from its present position, by the kernel where it can."""
        if sys.platform == "win32" or not self._watch:
            return self._send(_exactly(file, size))
        sending = _by_kernel(self.sock, file, size)
        self.sock.setblocking(False)
        try:
            complete = self._until_answered(sending)
        except OSError:
            complete = None
        finally:
            self.sock.setblocking(True)
        if complete is None:
            return self._salvage()
        if not complete and not self._answered():
            _send_behind(self.sock, sending)
        return complete

    def _until_answered(self, sending: Iterator[object]) -> bool:
        """Go on while there is no answer; whether all was sent. Raises OSError."""
        if sys.platform == "win32":
            raise OSError("nothing is watched there")
        poller = _poller(self.sock)
        for _ in sending:
            if poller.poll()[0][1] & ~select.POLLOUT:
                self._answered()
            if self._early is not None:
                return False
        return True

    def _send(self, pieces: Iterator[Payload]) -> bool:
        """Send all of ``pieces``, unless an answer comes first: an error ends it, a good one leaves the rest to a
        thread."""
        for piece in pieces:
            try:
                left = self._put(memoryview(piece))
            except OSError:
                return self._salvage()
            if left or self._early is not None:
                if not self._answered():
                    _send_behind(self.sock, map(self.sock.sendall, chain([left], pieces)))
                return False
        return True

    def _awaited(self, body: Piped) -> Iterator[bytes]:
        """The pieces of ``body``; an empty one where the engine answers before the next. Raises Gone if it goes."""
        pieces, answer = iter(body), self.sock.fileno()
        while True:
            if self._early is None and answer in first_ready([body.fd, answer]):
                try:
                    self._answered()
                except OSError:
                    self._salvage()
                if self._early is not None:
                    yield b""
                continue
            piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    def _put(self, view: memoryview) -> memoryview:
        """Send one piece; returns what is left of it where an answer came first. Raises OSError."""
        if sys.platform == "win32" or not self._watch:
            self.sock.sendall(view)
            return view[:0]
        poller = _poller(self.sock)
        while view:
            events = poller.poll()[0][1]
            if events & ~select.POLLOUT:
                self._answered()
            if self._early is not None:
                return view
            if events & select.POLLOUT:
                try:
                    view = view[self.sock.send(view, AT_ONCE) :]
                except BlockingIOError:
                    continue
        return view

    def _answered(self) -> bool:
        """Whether an error answer is there. A good one is kept for :meth:`head`."""
        if self._early is not None:
            return self._early.status >= 400
        try:
            data = self.sock.recv(RECEIVE, AT_ONCE)
        except BlockingIOError:
            return False
        if not data:
            raise BrokenPipeError
        self.buffer += data
        self._early = self._parse()
        return self._early is not None and self._early.status >= 400

    def _salvage(self) -> bool:
        """Sending failed: an answer that is already there explains it better than EPIPE."""
        self._early = self.head()
        return False


def regular_size(body: Any) -> int | None:
    """Bytes left in a real file from its position on; None for pipes and in-memory files."""
    try:
        status = os.fstat(body.fileno())
        if not stat.S_ISREG(status.st_mode):
            return None
        return max(0, status.st_size - cast(int, body.tell()))
    except (AttributeError, OSError, ValueError):
        return None


def _poller(sock: socket.socket) -> Any:
    if sys.platform == "win32":
        raise OSError("nothing is watched there")
    poller = select.poll()
    poller.register(sock, select.POLLIN | select.POLLOUT)
    return poller


def _send_behind(sock: socket.socket, sending: Iterator[object]) -> None:
    """The engine answers while it still reads: go on behind the reader's back. Each step of ``sending`` sends some."""
    from threading import Thread

    def send() -> None:
        try:
            for _ in sending:
                pass
        except Exception:  # of the body or the connection: the engine sees the end, and the reader what it says then
            try:
                sock.shutdown(socket.SHUT_WR)
            except OSError:
                return

    Thread(target=send, daemon=True).start()


def _by_kernel(sock: socket.socket, file: BinaryIO, size: int) -> Iterator[int]:
    if sys.platform == "win32":
        raise OSError("send_file sends pieces there")
    source, offset, left = file.fileno(), file.tell(), size
    while left:
        try:
            sent = os.sendfile(sock.fileno(), source, offset, min(left, _SENDFILE))
        except BlockingIOError:
            yield 0
            continue
        if not sent:
            raise ProtocolError(f"http: ContentLength={size} with Body length {size - left}")
        offset += sent
        left -= sent
        yield sent


def _pieces(body: Any) -> Iterator[bytes]:
    read = getattr(body, "read", None)
    if read is None:
        yield from body
        return
    while data := read(PIECE):
        yield data


def _chunks(body: Stream) -> Iterator[Payload]:
    for piece in _pieces(body):
        size = len(piece)
        if size > _FRAMED:
            yield b"%x\r\n" % size
            yield piece
            yield b"\r\n"
        else:
            yield b"%x\r\n%b\r\n" % (size, piece) if size else b""
    yield b"0\r\n\r\n"


def _exactly(file: BinaryIO, size: int) -> Iterator[bytes]:
    left = size
    while left:
        data = file.read(min(left, PIECE))
        if not data:
            raise ProtocolError(f"http: ContentLength={size} with Body length {size - left}")
        left -= len(data)
        yield data


def _broken(error: OSError) -> str:
    """Go's words for a read that failed; with TLS 1.3 it is here that a peer refuses our certificate."""
    _, alert, what = str(getattr(error, "reason", "")).partition("_ALERT_")
    if alert:
        words = "unknown certificate authority" if what == "UNKNOWN_CA" else what.replace("_", " ").lower()
        return f"remote error: tls: {words}"
    return f"read: {(error.strerror or str(error)).lower()}"
