"""Standard output and standard error in one stream: an eight-byte head, then so many bytes of one of them."""

from __future__ import annotations

from pydock.errors import ProtocolError

STDIN, STDOUT, STDERR, SYSTEM = range(4)


class Demultiplexer:
    """Frames out of bytes cut anywhere. Payload is handed on as it comes; at most a head is kept back."""

    __slots__ = ("_head", "_left", "_stream")

    def __init__(self) -> None:
        self._head = b""
        self._left = 0
        self._stream = STDOUT

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """``(stream, bytes)`` in order, one entry for each run of frames of the same stream.

        Stream 0 counts as 1. A frame of stream 3 is the engine's own failure and raises ProtocolError.
        """
        if self._head:
            data = self._head + data
            self._head = b""
        out: list[tuple[int, bytes]] = []
        run: list[bytes] = []
        current = self._stream
        end = len(data)
        position = 0
        if self._left:
            run.append(data[: self._left])
            position = self._left
            if position > end:
                self._left = position - end
                position = end
            else:
                self._left = 0
        number = int.from_bytes
        while end - position >= 8:
            stream = data[position]
            start = position + 8
            size = number(data[position + 4 : start], "big")
            if stream != current:
                stream = self._checked(stream, data, position)
                if stream != current:
                    if run and (payload := b"".join(run)):
                        out.append((current, payload))
                    run = []
                    current = stream
            position = start + size
            run.append(data[start:position])
            if position > end:
                self._left = position - end
                position = end
        self._stream = current
        if position < end:
            self._head = data[position:]
        if run and (payload := b"".join(run)):
            out.append((current, payload))
        return out

    def close(self) -> None:
        """The stream ended. Raises ProtocolError in the middle of a frame."""
        if self._left or self._head:
            raise ProtocolError("unexpected EOF")

    def _checked(self, stream: int, data: bytes, position: int) -> int:
        if stream == STDIN:
            return STDOUT
        if stream == SYSTEM:
            size = int.from_bytes(data[position + 4 : position + 8], "big")
            text = data[position + 8 : position + 8 + size].decode("utf-8", "replace")
            raise ProtocolError(f"error from daemon in stream: {text}")
        if stream not in (STDOUT, STDERR) or data[position + 1 : position + 4] != b"\0\0\0":
            raise ProtocolError(f"Unrecognized input header: {stream}")
        return stream
