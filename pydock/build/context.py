"""Where a classic build's context comes from, and the tar stream it becomes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from time import time
from typing import NamedTuple

from pydock.build import dockerignore, gopaths, tarhead
from pydock.build.archive import Content, Entry, pack, walk
from pydock.errors import PydockError
from pydock.portable.users import user_id

DOCKERFILE = "Dockerfile"
_MAGIC = (b"BZh", b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_ROOT = (0, 0)


class Context(NamedTuple):
    """The tar stream, compressed if it came so, and the Dockerfile's name in it (empty: the engine's default)."""

    body: Iterator[bytes]
    dockerfile: str


class Folder(NamedTuple):
    """A context folder, absolute, and the Dockerfile's path from there (``../x`` where it lies outside)."""

    path: str
    dockerfile: str


def locate(path: str, dockerfile: str, cwd: str) -> Folder:
    """The context folder ``path`` and its Dockerfile; ``dockerfile`` is as -f gave it, relative to ``cwd``."""
    try:
        root = gopaths.resolve(gopaths.absolute(path, cwd))
    except PydockError as error:
        raise PydockError(f"unable to evaluate symlinks in context path: {error}") from error
    if not stat.S_ISDIR(gopaths.lstat(root).st_mode):
        raise PydockError(f"context must be a directory: {root}")
    if dockerfile == "-":
        return Folder(root, dockerfile)
    return Folder(root, find_dockerfile(root, gopaths.absolute(dockerfile, cwd) if dockerfile else ""))


def find_dockerfile(root: str, given: str) -> str:
    """The Dockerfile's path from ``root``: ``given`` (absolute or from ``root``), else Dockerfile, else dockerfile."""
    if not given:
        lower = os.path.join(root, DOCKERFILE.lower())
        given = lower if not os.path.lexists(os.path.join(root, DOCKERFILE)) and os.path.lexists(lower) else DOCKERFILE
    try:
        found = gopaths.resolve(os.path.join(root, given))
    except PydockError as error:
        raise PydockError(f"unable to evaluate symlinks in Dockerfile path: {error}") from error
    return os.path.relpath(found, root)


def from_folder(folder: Folder, instead: bytes | None = None) -> Context:
    """Pack a folder without what .dockerignore leaves out; ``instead`` is the Dockerfile where it is not in there."""
    dockerfile = folder.dockerfile if instead is None else ""
    try:
        patterns = dockerignore.read(folder.path)
    except dockerignore.BadPattern as error:
        raise PydockError(str(error)) from error
    try:
        matcher = dockerignore.Matcher(patterns)
        _check_readable(folder.path, matcher)
        matcher = dockerignore.Matcher(dockerignore.keep_build_files(patterns, dockerfile))
    except dockerignore.BadPattern as error:
        raise PydockError(f"error checking context: {error}") from error
    entries: Iterable[Entry | Content] = walk(os.fsencode(folder.path), matcher)
    if instead is not None:
        dockerfile = random_name()
        entries = _with_dockerfile(entries, folder.path, dockerfile, instead)
    return Context(pack(entries, owner=_ROOT), dockerfile)


def from_stream(pieces: Iterator[bytes], dockerfile: str) -> Context:
    """A context that arrives as bytes: an archive as it is, anything else is the Dockerfile itself.

    ``dockerfile`` is what -f said; ``-`` where it is given apart from the context.
    """
    start = peek(pieces, tarhead.BLOCK)
    if is_archive(start):
        return Context(_chain(start, pieces), "" if dockerfile == "-" else dockerfile)
    if dockerfile == "-":
        raise PydockError("build context is not an archive")
    if dockerfile:
        raise PydockError("ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles")
    content = b"".join(_chain(start, pieces))
    return Context(pack([Content(DOCKERFILE.encode(), content, 0o644, time())], owner=_ROOT), DOCKERFILE)


def with_dockerfile(context: Context, content: bytes) -> Context:
    """``context``, an archive from elsewhere, with a Dockerfile of our own beside what it holds."""
    from pydock.build.rewrite import add_files

    name = random_name()
    return Context(add_files(context.body, {name.encode(): content}, ignored=name.encode()), name)


def compress(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The stream as gzip."""
    from zlib import compressobj

    packer = compressobj(wbits=31)
    for piece in pieces:
        if data := packer.compress(piece):
            yield data
    yield packer.flush()


def peek(pieces: Iterator[bytes], size: int) -> bytes:
    """At least ``size`` bytes from the start, fewer only where the stream is shorter. They are gone from it."""
    taken = bytearray()
    while len(taken) < size and (piece := next(pieces, None)) is not None:
        taken += piece
    return bytes(taken)


def is_archive(start: bytes) -> bool:
    """Whether the first bytes are those of a tar archive or of a compression that the engine reads."""
    if start.startswith(_MAGIC):
        return True
    try:
        return len(start) >= tarhead.BLOCK and tarhead.decode(start[: tarhead.BLOCK]) is not None
    except tarhead.BadArchive:
        return False


def random_name() -> str:
    """A name for a Dockerfile that collides with nothing in the context."""
    return f".dockerfile.{os.urandom(10).hex()}"


def _with_dockerfile(
    entries: Iterable[Entry | Content], root: str, dockerfile: str, content: bytes
) -> Iterator[Entry | Content]:
    ignore = dockerignore.FILE.encode()
    present = None
    for entry in entries:
        if entry.name == ignore:
            with open(os.path.join(root, dockerignore.FILE), "rb") as file:
                present = file.read()
            mode = stat.S_IMODE(os.stat(file.name).st_mode)
            yield Content(ignore, dockerignore.extended(present, dockerfile.encode()), mode, time())
        else:
            yield entry
    yield Content(dockerfile.encode(), content, mtime=time())
    if present is None:
        yield Content(ignore, dockerignore.extended(None, dockerfile.encode()), mtime=time())


def _check_readable(root: str, matcher: dockerignore.Matcher) -> None:
    """Refuse a context with files that this user cannot read before anything is sent."""
    if user_id() == 0:
        return
    for entry in walk(os.fsencode(root), matcher):
        mode = os.lstat(entry.path).st_mode
        if stat.S_ISREG(mode) and not os.access(entry.path, os.R_OK):
            raise PydockError(f"error checking context: no permission to read from '{os.fsdecode(entry.path)}'")
        if stat.S_ISDIR(mode) and not os.access(entry.path, os.R_OK | os.X_OK):
            raise PydockError(f"error checking context: can't stat '{os.fsdecode(entry.path)}'")


def _chain(start: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    if start:
        yield start
    yield from pieces
