"""Reading a tar archive as it arrives: entries in order, each with its content in pieces.

The archive is as trusted as its source, so nothing in it is believed before it is checked: sizes of extensions
are bounded, and an archive that ends early is an error, never a short file.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydock.build import tarhead
from pydock.build.tarhead import BLOCK, BadArchive, Header, padding

_MAX_META = 1 << 20


class Reader:
    """Entries of the archive in ``pieces``; the content of one is read before the next, or skipped."""

    def __init__(self, pieces: Iterator[bytes] | Iterator[memoryview]) -> None:
        self._pieces = pieces
        self._buffer = memoryview(b"")
        self._content = 0
        self._after = 0

    def __iter__(self) -> Iterator[Header]:
        while (header := self._next()) is not None:
            self._content, self._after = header.size, padding(header.size)
            yield header
        for _ in self._pieces:
            pass

    def content(self) -> Iterator[memoryview]:
        """The present entry's content, in pieces as they arrive."""
        while self._content:
            piece = self._some(self._content)
            self._content -= len(piece)
            yield piece

    def _next(self) -> Header | None:
        self._skip(self._content + self._after)
        self._content = self._after = 0
        metas: list[tuple[bytes, bytes]] = []
        while True:
            block = self._take(BLOCK, may_end=not metas)
            header = tarhead.decode(block) if block else None
            if header is None:
                return None
            if header.type not in tarhead.META:
                break
            if header.size > _MAX_META:
                raise BadArchive("archive/tar: header field too long")
            metas.append((header.type, self._take(header.size)))
            self._skip(padding(header.size))
        for kind, meta in metas:
            tarhead.amend(header, meta, kind)
        return header

    def _some(self, limit: int) -> memoryview:
        """Between one byte and ``limit`` bytes."""
        while not self._buffer:
            piece = next(self._pieces, None)
            if piece is None:
                raise BadArchive("unexpected EOF")
            self._buffer = memoryview(piece)
        taken, self._buffer = self._buffer[:limit], self._buffer[limit:]
        return taken

    def _take(self, count: int, *, may_end: bool = False) -> bytes:
        if len(self._buffer) >= count:
            taken, self._buffer = self._buffer[:count], self._buffer[count:]
            return bytes(taken)
        parts = bytearray()
        while len(parts) < count:
            if not self._buffer and not parts and may_end:
                piece = next(self._pieces, None)
                if piece is None:
                    return b""
                self._buffer = memoryview(piece)
                continue
            parts += self._some(count - len(parts))
        return bytes(parts)

    def _skip(self, count: int) -> None:
        while count:
            count -= len(self._some(count))
