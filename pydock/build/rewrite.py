"""A tar stream with files added on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import time
from typing import Protocol

from pydock.build import tarhead
from pydock.build.dockerignore import FILE, extended
from pydock.build.tarhead import Header, padding
from pydock.build.tarstream import Reader
from pydock.engine.bodies import PIECE
from pydock.errors import PydockError


class _Unpacker(Protocol):
    def decompress(self, data: bytes, /) -> bytes: ...


def add_files(pieces: Iterator[bytes], files: Mapping[bytes, bytes], *, ignored: bytes) -> Iterator[bytes]:
    """The archive with ``files`` in place of its own of those names, and ``ignored`` added to its .dockerignore."""
    reader = Reader(decompress(pieces))
    ignore = FILE.encode()
    present = False
    for header in reader:
        if header.name in files:
            continue
        if header.name == ignore and header.type == tarhead.REGULAR:
            present = True
            content = extended(b"".join(reader.content()), ignored)
            header.size = len(content)
            yield _whole(header, content)
        else:
            yield from _entry(header, reader)
    for name, content in files.items():
        yield _whole(Header(name, mode=0o600, size=len(content), mtime=time()), content)
    if not present:
        content = extended(None, ignored)
        yield _whole(Header(ignore, mode=0o600, size=len(content), mtime=time()), content)
    yield tarhead.END


def decompress(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes of a gzip, bzip2 or xz stream; what is none of them as it is. PydockError for zstd."""
    first = next(pieces, b"")
    make: Callable[[], _Unpacker] | None = None
    if first.startswith(b"\x1f\x8b"):
        from functools import partial
        from zlib import decompressobj

        make = partial(decompressobj, 31)
    elif first.startswith(b"BZh"):
        from bz2 import BZ2Decompressor

        make = BZ2Decompressor
    elif first.startswith(b"\xfd7zXZ"):
        from lzma import LZMADecompressor

        make = LZMADecompressor
    elif first.startswith(b"\x28\xb5\x2f\xfd"):
        raise PydockError("a Dockerfile cannot be added to a context compressed with zstd")
    if make is None:
        yield first
        yield from pieces
        return
    unpacker = make()
    yield unpacker.decompress(first)
    for piece in pieces:
        yield unpacker.decompress(piece)


def _whole(header: Header, content: bytes) -> bytes:
    return tarhead.encode(header) + content + bytes(padding(len(content)))


def _entry(header: Header, reader: Reader) -> Iterator[bytes]:
    pending = bytearray(tarhead.encode(header))
    for piece in reader.content():
        pending += piece
        if len(pending) >= PIECE:
            yield bytes(pending)
            pending.clear()
    yield bytes(pending) + bytes(padding(header.size))
