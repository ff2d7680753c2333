"""HTTP/1.1 without I/O: write request heads, parse response heads, decode bodies at any chunking.

Feed bytes as they come from a socket and take payload out; nothing here reads, waits or closes.
Every breach of the protocol is a :class:`~pydock.errors.ProtocolError`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydock.errors import ProtocolError

MAX_HEAD = 1 << 20
"""A response head larger than this many bytes is no engine's."""

_MAX_SIZE_LINE = 4096
_HEX = frozenset(b"0123456789abcdefABCDEF")


class Head(NamedTuple):
    """A response's status line and headers (lower-case keys; repeated headers joined with ``", "``)."""

    status: int
    reason: str
    headers: dict[str, str]
    keep_alive: bool


class Malformed(ProtocolError):
    """What answered does not speak HTTP. ``line`` is its first line."""

    def __init__(self, line: str) -> None:
        super().__init__(f'malformed HTTP response "{line}"')
        self.line = line


def request_head(method: str, target: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """The bytes of a request line and its headers, blank line included."""
    lines = [f"{method} {target} HTTP/1.1"]
    for name, value in headers:
        if "\r" in value or "\n" in value or "\r" in name or "\n" in name or not name:
            raise ProtocolError(f'net/http: invalid header field value for "{name.strip()}"')
        lines.append(f"{name}: {value}")
    lines.append("\r\n")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def parse_head(data: bytes | bytearray) -> tuple[Head, int] | None:
    """The head at the start of ``data`` and its length in bytes; None while it is incomplete."""
    end = data.find(b"\r\n\r\n")
    length = end + 4
    if end < 0:
        bare = data.find(b"\n\n")
        if bare < 0:
            _check_unfinished(data)
            return None
        end, length = bare, bare + 2
    lines = bytes(data[:end]).decode("latin-1").replace("\r\n", "\n").split("\n")
    version, status, reason = _status_line(lines[0])
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not name or name[0] in " \t":
            raise Malformed(line)
        name = name.lower()
        value = value.strip()
        known = headers.get(name)
        headers[name] = value if known is None else f"{known}, {value}"
    connection = headers.get("connection", "").lower()
    keep_alive = "close" not in connection if version != "HTTP/1.0" else "keep-alive" in connection
    return Head(status, reason, headers, keep_alive), length


def _status_line(line: str) -> tuple[str, int, str]:
    version, _, rest = line.partition(" ")
    code, _, reason = rest.strip().partition(" ")
    if not version.startswith("HTTP/1.") or len(code) != 3 or not code.isdigit():
        raise Malformed(line)
    return version, int(code), reason


def _check_unfinished(data: bytes | bytearray) -> None:
    """Say early that a peer which greets in another protocol will never finish a head."""
    if len(data) > MAX_HEAD:
        raise ProtocolError("server response headers exceeded 1048576 bytes; aborted")
    if not b"HTTP/1.".startswith(data[:7]):
        line = bytes(data[:80]).split(b"\n")[0].decode("latin-1").strip()
        raise Malformed("".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line))


class Body:
    """Decoder of one body. ``done`` once it is complete; ``rest`` are bytes that came after its end."""

    __slots__ = ("done", "rest")

    def __init__(self, done: bool = False) -> None:
        self.done = done
        self.rest = b""

    def feed(self, data: bytes) -> bytes:
        """Payload bytes contained in ``data``, which may be none."""
        raise NotImplementedError

    def wants(self) -> int:
        """How many raw bytes of plain payload come next, for reading them straight into place; 0: unknown."""
        return 0

    def took(self, count: int) -> None:
        """``count`` bytes announced by :meth:`wants` were read around :meth:`feed`."""

    def eof(self) -> None:
        """The peer closed. Raises when that cuts the body short."""
        if not self.done:
            raise ProtocolError("unexpected EOF")


class FixedBody(Body):
    """A body of a known length."""

    __slots__ = ("_left",)

    def __init__(self, length: int) -> None:
        super().__init__(done=length == 0)
        self._left = length

    def feed(self, data: bytes) -> bytes:
        size = len(data)
        if size > self._left:
            self.rest = data[self._left :]
            data = data[: self._left]
            size = self._left
        self.took(size)
        return data

    def wants(self) -> int:
        return self._left

    def took(self, count: int) -> None:
        self._left -= count
        if not self._left:
            self.done = True


class CloseBody(Body):
    """A body that ends when the peer closes."""

    __slots__ = ()

    def feed(self, data: bytes) -> bytes:
        return data

    def wants(self) -> int:
        return 1 << 62

    def eof(self) -> None:
        self.done = True


class ChunkedBody(Body):
    """A body in ``Transfer-Encoding: chunked``; ``trailers`` holds trailing headers once done.

    Log streams come as hundreds of thousands of chunks of a few bytes, so :meth:`feed` spends one search,
    one cached conversion and one slice on each.
    """

    __slots__ = ("_left", "_sizes", "_tail", "_trailing", "trailers")

    def __init__(self) -> None:
        super().__init__()
        self.trailers: dict[str, str] = {}
        self._left = 0  # bytes of the present chunk still to come, its CRLF included; 0 before a size line
        self._tail = b""  # an incomplete size line or trailer
        self._trailing = False
        self._sizes: dict[bytes, int] = {}

    def feed(self, data: bytes) -> bytes:
        if self._tail:
            data = self._tail + data
            self._tail = b""
        if self._trailing:
            self._feed_trailers(data)
            return b""
        out: list[bytes] = []
        append = out.append
        size_of = self._sizes.get
        find = data.find
        end = len(data)
        pos = 0
        if self._left:
            left = self._left
            if left > 2:
                append(data[: left - 2])
            if end < left:
                self._left = left - end
                return b"".join(out)
            pos = left
            self._left = 0
        while pos < end:
            eol = find(b"\r\n", pos)
            if eol < 0:
                if end - pos > _MAX_SIZE_LINE:
                    raise ProtocolError("invalid chunked encoding: size line too long")
                self._tail = data[pos:]
                break
            token = data[pos:eol]
            size = size_of(token)
            if size is None:
                size = self._size(token)
            start = eol + 2
            if not size:
                self._trailing = True
                self._feed_trailers(data[start:])
                break
            stop = start + size
            append(data[start:stop])
            pos = stop + 2
            if pos > end:
                self._left = pos - end
                break
        return out[0] if len(out) == 1 else b"".join(out)

    def wants(self) -> int:
        return self._left - 2 if self._left > 2 else 0

    def took(self, count: int) -> None:
        self._left -= count

    def _size(self, token: bytes) -> int:
        digits = token.split(b";", 1)[0].strip()
        if not digits or len(digits) > 15 or not _HEX.issuperset(digits):
            raise ProtocolError("invalid chunked encoding: bad chunk size")
        size = int(digits, 16)
        if len(self._sizes) < 65536:
            self._sizes[token] = size
        return size

    def _feed_trailers(self, data: bytes) -> None:
        while True:
            line, eol, rest = data.partition(b"\r\n")
            if not eol:
                if len(data) > MAX_HEAD:
                    raise ProtocolError("invalid chunked encoding: trailers too long")
                self._tail = data
                return
            data = rest
            if not line:
                self.done = True
                self.rest = rest
                return
            name, _, value = line.decode("latin-1").partition(":")
            self.trailers[name.strip().lower()] = value.strip()


def body_of(method: str, head: Head) -> Body:
    """The decoder for the body of ``head``, the answer to a ``method`` request."""
    if method == "HEAD" or head.status in (204, 304) or head.status < 200:
        return FixedBody(0)
    if "chunked" in head.headers.get("transfer-encoding", "").lower():
        return ChunkedBody()
    length = head.headers.get("content-length")
    if length is None:
        return CloseBody()
    length = length.split(",")[0].strip()
    if not length.isdigit():
        raise ProtocolError(f'bad Content-Length "{length}"')
    return FixedBody(int(length))
