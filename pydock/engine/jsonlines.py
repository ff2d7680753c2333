"""Streams of JSON documents: progress of pull, push, build and load, and events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydock.errors import ProtocolError

if TYPE_CHECKING:
    from pydock.engine.response import Response


def messages(response: Response) -> Iterator[dict[str, Any]]:
    """Each document of the stream as soon as it is complete. The response is closed at the end.

    Raises ProtocolError for a stream that breaks off or is no JSON.
    """
    decoder = Decoder()
    with response:
        for data in response.chunks():
            yield from decoder.feed(data)
        yield from decoder.close()


class Decoder:
    """Documents out of bytes cut anywhere. Engines end each with a newline; none inside one is raw."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def feed(self, data: bytes) -> list[dict[str, Any]]:
        """The documents that ``data`` completes."""
        end = data.rfind(b"\n")
        if end < 0:
            self._parts.append(data)
            return []
        self._parts.append(data[: end + 1])
        whole = b"".join(self._parts)
        self._parts = [data[end + 1 :]] if end + 1 < len(data) else []
        return [document for line in whole.splitlines() for document in _documents(line)]

    def close(self) -> list[dict[str, Any]]:
        """A last document that has no newline. Raises ProtocolError for half of one."""
        whole = b"".join(self._parts)
        self._parts = []
        return list(_documents(whole))


def _documents(line: bytes) -> Iterator[dict[str, Any]]:
    """The documents on one line; Podman and old engines put several there."""
    from json import JSONDecodeError, JSONDecoder

    text = line.decode("utf-8", "replace").strip()
    position = 0
    while position < len(text):
        try:
            document, position = JSONDecoder().raw_decode(text, position)
        except JSONDecodeError as error:
            if error.pos >= len(text) or "Unterminated" in error.msg:
                raise ProtocolError("unexpected EOF") from None
            raise ProtocolError(f"invalid JSON in the engine's stream: {error.msg}") from None
        if not isinstance(document, dict):
            raise ProtocolError("invalid JSON in the engine's stream: not an object")
        yield document
        while position < len(text) and text[position] in " \t\r\n":
            position += 1
