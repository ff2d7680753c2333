"""Folders and files as a tar stream: entries are read when they are sent, so memory does not grow with them.

A file that vanishes, shrinks or grows between being listed and being read ends the stream with an error that
names it; a size that the header promised is never filled up with something else.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydock.build import tarhead
from pydock.build.dockerignore import NOTHING_KNOWN, Matcher
from pydock.build.tarhead import Header, padding
from pydock.engine.bodies import PIECE
from pydock.errors import PydockError
from pydock.portable.files import PLAIN, device

_CAPABILITY = "security.capability"
_TYPES = {
    stat.S_IFREG: tarhead.REGULAR,
    stat.S_IFDIR: tarhead.FOLDER,
    stat.S_IFLNK: tarhead.SYMLINK,
    stat.S_IFCHR: tarhead.CHAR,
    stat.S_IFBLK: tarhead.BLOCKDEV,
    stat.S_IFIFO: tarhead.FIFO,
}


class Entry(NamedTuple):
    """Something to pack: where it lies, and its name in the archive."""

    path: bytes
    name: bytes


class Content(NamedTuple):
    """A file that exists in the archive only."""

    name: bytes
    data: bytes
    mode: int = 0o600
    mtime: float = 0


def walk(root: bytes, matcher: Matcher | None = None) -> Iterator[Entry]:
    """What lies below ``root`` in lexical order, a folder before its content; what ``matcher`` leaves out is not
    among it, unless it is a folder on the way to an exception: that one is walked but not named either."""
    stack = [(_listing(root), b"", NOTHING_KNOWN)]
    while stack:
        listing, start, parent = stack[-1]
        found = next(listing, None)
        if found is None:
            stack.pop()
            continue
        base, is_folder = found
        name = start + base
        verdict = NOTHING_KNOWN
        if matcher is not None:
            verdict = matcher.judge(os.fsdecode(name), parent)
            if verdict.excluded and not (is_folder and matcher.may_return_below(os.fsdecode(name))):
                continue
        path = root + b"/" + name
        if not verdict.excluded:
            yield Entry(path, name)
        if is_folder:
            stack.append((_listing(path), name + b"/", verdict))


def _listing(folder: bytes) -> Iterator[tuple[bytes, bool]]:
    """The names in ``folder``, sorted, and which of them are folders."""
    try:
        with os.scandir(folder) as listing:
            return iter(sorted((item.name, item.is_dir(follow_symlinks=False)) for item in listing))
    except OSError as error:
        raise unreadable(folder, error) from error


def subtree(path: bytes, name: bytes) -> Iterator[Entry]:
    """``path`` itself as ``name``, and what lies below it if it is a folder."""
    yield Entry(path, name)
    if stat.S_ISDIR(_status(path).st_mode):
        for entry in walk(path):
            yield Entry(entry.path, name.rstrip(b"/") + b"/" + entry.name)


def pack(entries: Iterable[Entry | Content], *, owner: tuple[int, int] | None = None) -> Iterator[bytes]:
    """The archive in pieces of some 64 KiB. ``owner`` (uid, gid) stands for everyone's when given.

    Hard links within the entries stay links; sockets, which no archive can hold, are left out.
    """
    pending = bytearray()
    links: dict[tuple[int, int], bytes] = {}
    for entry in entries:
        if isinstance(entry, Content):
            header = Header(entry.name, mode=entry.mode, size=len(entry.data), mtime=entry.mtime)
            pending += tarhead.encode(header) + entry.data + bytes(padding(header.size))
        elif (made := _header(entry, owner, links)) is not None:
            if made.type == tarhead.REGULAR and made.size:
                yield from _pack_file(entry.path, made, pending)
            else:
                pending += tarhead.encode(made)
        if len(pending) >= PIECE:
            yield bytes(pending)
            pending.clear()
    yield bytes(pending) + tarhead.END


def _header(entry: Entry, owner: tuple[int, int] | None, links: dict[tuple[int, int], bytes]) -> Header | None:
    status = _status(entry.path)
    kind = _TYPES.get(stat.S_IFMT(status.st_mode))
    if kind is None:
        return None
    uid, gid = owner or (status.st_uid, status.st_gid)
    name = entry.name
    header = Header(name, kind, mode=status.st_mode & 0o7777, uid=uid, gid=gid, mtime=int(status.st_mtime))
    if kind == tarhead.FOLDER:
        header.name = name.rstrip(b"/") + b"/"
        return header
    if status.st_nlink > 1:
        first = links.setdefault((status.st_dev, status.st_ino), name)
        if first != name:
            header.type, header.link = tarhead.HARDLINK, first
            return header
    if kind == tarhead.REGULAR:
        header.size = status.st_size
        header.xattrs = _capability(entry.path)
    elif kind == tarhead.SYMLINK:
        try:
            header.link = os.readlink(entry.path)
        except OSError as error:
            raise unreadable(entry.path, error) from error
    elif kind in (tarhead.CHAR, tarhead.BLOCKDEV):
        header.devmajor, header.devminor = device(status)
    return header


def _pack_file(path: bytes, header: Header, pending: bytearray) -> Iterator[bytes]:
    """The header and content of a regular file: into ``pending`` if small, else in pieces."""
    try:
        fd = os.open(path, PLAIN)
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        size = header.size
        if size <= PIECE:
            data = os.read(fd, size + 1)
            if len(data) != size:
                raise _changed(path, size)
            pending += tarhead.encode(header)
            pending += data
            pending += bytes(padding(size))
            return
        yield bytes(pending) + tarhead.encode(header)
        pending.clear()
        left = size
        while left:
            data = os.read(fd, min(left, PIECE))
            if not data:
                raise _changed(path, size)
            left -= len(data)
            yield data
        if os.read(fd, 1):
            raise _changed(path, size)
        pending += bytes(padding(size))
    except OSError as error:
        raise unreadable(path, error) from error
    finally:
        os.close(fd)


def unreadable(path: bytes, error: OSError) -> PydockError:
    """The error for a file or folder that cannot be read any more, or never could be."""
    shown = os.fsdecode(path)
    if isinstance(error, FileNotFoundError):
        return PydockError(f"{shown} vanished while it was being archived")
    return PydockError(f"cannot archive {shown}: {(error.strerror or str(error)).lower()}")


def _changed(path: bytes, size: int) -> PydockError:
    return PydockError(f"{os.fsdecode(path)} changed while it was being archived: it is no longer {size} bytes long")


def _status(path: bytes) -> os.stat_result:
    try:
        return os.lstat(path)
    except OSError as error:
        raise unreadable(path, error) from error


def _capability(path: bytes) -> dict[str, bytes]:
    """File capabilities, which a copy of a program needs to work; other attributes stay behind, as with Docker."""
    if sys.platform != "linux":
        return {}
    try:
        return {_CAPABILITY: os.getxattr(path, _CAPABILITY, follow_symlinks=False)}
    except OSError:
        return {}
