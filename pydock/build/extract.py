"""Unpacking into a folder that the archive cannot leave, whatever names, links and races it brings.

Every step goes from one open folder to the next (``openat`` with ``O_NOFOLLOW``), so a symbolic link in the
destination, older or just unpacked or put there meanwhile by somebody else, is never walked through. Links
themselves are kept as they are. An existing file is replaced only when its successor is whole.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable
from functools import partial
from types import TracebackType
from typing import TypeVar

from pydock.build import tarhead
from pydock.build.tarhead import BadArchive, Header
from pydock.build.tarstream import Reader
from pydock.errors import PydockError

if sys.platform == "win32":  # it cannot open one folder from another
    raise PydockError("unpacking archives into folders is not supported on Windows")

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_DEVICES = (tarhead.CHAR, tarhead.BLOCKDEV)
T = TypeVar("T")
Content = Iterable["bytes | memoryview"]
Names = Callable[[bytes], bytes]


def unpack(reader: Reader, target: Target, *, rename: Names | None = None) -> list[str]:
    """All entries into ``target``, under the names that ``rename`` gives them; the devices that were left out.

    A device made from somebody else's archive would open this machine's hardware to whoever wrote it.
    """
    left_out = []
    for header in reader:
        name = rename(header.name) if rename else header.name
        kind = header.type
        if kind in (tarhead.REGULAR, b"7"):
            target.file(name, header, reader.content())
        elif kind == tarhead.FOLDER:
            target.folder(name, header)
        elif kind == tarhead.SYMLINK:
            target.symlink(name, header.link, header.mtime)
        elif kind == tarhead.HARDLINK:
            target.hardlink(name, rename(header.link) if rename else header.link)
        elif kind == tarhead.FIFO:
            target.fifo(name, header)
        elif kind in _DEVICES:
            left_out.append(os.fsdecode(name))
        else:
            raise BadArchive(f"unhandled tar header type {ord(kind)}")
    target.finish()
    return left_out


class Target:
    """The destination, open. Use as a context manager; modes and times of folders are set by :meth:`finish`."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            self._root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise PydockError(f"open {path}: {(error.strerror or str(error)).lower()}") from error
        self._open: list[tuple[bytes, int]] = []  # the folders between the root and where we are
        self._made: dict[bytes, tuple[int, float]] = {}

    def __enter__(self) -> Target:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._open:
            os.close(self._open.pop()[1])
        os.close(self._root)

    def file(self, name: bytes, header: Header, content: Content) -> None:
        """A regular file with ``content``, the header's mode, time and attributes."""
        folder, base = self._place(name)
        try:
            fd = os.open(base, _NEW, 0o600, dir_fd=folder)
            final = base
        except FileExistsError:
            self._refuse_folder(folder, base, name)
            final = b".pydock-" + os.urandom(8).hex().encode()
            fd = self._attempt(name, lambda: os.open(final, _NEW, 0o600, dir_fd=folder))
        except OSError as error:
            raise self._failure(name, error) from error
        try:
            try:
                for piece in content:
                    view = memoryview(piece)
                    while view:
                        view = view[os.write(fd, view) :]
                for key, value in header.xattrs.items():
                    _set_attribute(fd, key, value)
                os.fchmod(fd, header.mode)
                _set_time(fd, header.mtime)
            finally:
                os.close(fd)
            if final != base:
                os.rename(final, base, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException as error:
            os.unlink(final, dir_fd=folder)
            if isinstance(error, OSError):
                raise self._failure(name, error) from error
            raise

    def folder(self, name: bytes, header: Header) -> None:
        """A folder, or the one that is there; its mode and time come when all is in it."""
        if not _parts(name):
            return
        folder, base = self._place(name)
        try:
            os.mkdir(base, 0o700, dir_fd=folder)
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(base, dir_fd=folder).st_mode):
                raise PydockError(
                    f'cannot overwrite non-directory "{self._shown(name)}" with directory "{self.path}"'
                ) from None
        except OSError as error:
            raise self._failure(name, error) from error
        self._made[b"/".join(_parts(name))] = (header.mode, header.mtime)

    def symlink(self, name: bytes, link: bytes, mtime: float) -> None:
        """A symbolic link; where it leads is its reader's matter, nothing here goes through it."""
        folder, base = self._clear(name)
        self._attempt(name, lambda: os.symlink(link, base, dir_fd=folder))
        nanoseconds = int(mtime * 10**9)
        os.utime(base, ns=(nanoseconds, nanoseconds), dir_fd=folder, follow_symlinks=False)

    def hardlink(self, name: bytes, link: bytes) -> None:
        """A second name for a file that is within the destination."""
        target = _parts(link)
        if not target:
            raise PydockError(f"invalid hardlink {os.fsdecode(link)!r}")
        source_folder, source = self._place(link)
        source_folder = os.dup(source_folder)
        try:
            if _parts(name) == target:
                return
            folder, base = self._clear(name)
            self._attempt(
                name,
                lambda: os.link(source, base, src_dir_fd=source_folder, dst_dir_fd=folder, follow_symlinks=False),
            )
        finally:
            os.close(source_folder)

    def fifo(self, name: bytes, header: Header) -> None:
        """A named pipe."""
        folder, base = self._clear(name)
        self._attempt(name, lambda: os.mkfifo(base, header.mode & 0o777, dir_fd=folder))

    def finish(self) -> None:
        """Give folders their modes and times, the deepest first."""
        for name in sorted(self._made, reverse=True):
            mode, mtime = self._made[name]
            folder = self._enter(name.split(b"/"), name)
            self._attempt(name, partial(os.fchmod, folder, mode))
            self._attempt(name, partial(_set_time, folder, mtime))
        self._made.clear()

    def _clear(self, name: bytes) -> tuple[int, bytes]:
        """The place of ``name``, with no file left there."""
        folder, base = self._place(name)
        try:
            os.lstat(base, dir_fd=folder)
        except FileNotFoundError:
            return folder, base
        self._refuse_folder(folder, base, name)
        self._attempt(name, lambda: os.unlink(base, dir_fd=folder))
        return folder, base

    def _refuse_folder(self, folder: int, base: bytes, name: bytes) -> None:
        if stat.S_ISDIR(os.lstat(base, dir_fd=folder).st_mode):
            raise PydockError(f'cannot overwrite directory "{self._shown(name)}" with non-directory "{self.path}"')

    def _place(self, name: bytes) -> tuple[int, bytes]:
        """The open folder that ``name`` lies in, made if it is not there, and the name's last part."""
        parts = _parts(name)
        if not parts:
            raise PydockError(f'cannot overwrite directory "{self.path}" with non-directory "{self.path}"')
        return self._enter(parts[:-1], name), parts[-1]

    def _enter(self, parts: list[bytes], name: bytes) -> int:
        """The open folder at ``parts``. Those that lead there stay open for what comes next in the same place."""
        depth = 0
        for known, part in zip(self._open, parts, strict=False):
            if known[0] != part:
                break
            depth += 1
        while len(self._open) > depth:
            os.close(self._open.pop()[1])
        for part in parts[depth:]:
            parent = self._open[-1][1] if self._open else self._root
            try:
                try:
                    fd = os.open(part, _FOLDER, dir_fd=parent)
                except FileNotFoundError:
                    os.mkdir(part, 0o777, dir_fd=parent)
                    fd = os.open(part, _FOLDER, dir_fd=parent)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENOTDIR):
                    raise PydockError(
                        f"cannot unpack {os.fsdecode(name)!r}: {os.fsdecode(part)!r} is no folder of the destination"
                    ) from error
                raise self._failure(name, error) from error
            self._open.append((part, fd))
        return self._open[-1][1] if self._open else self._root

    def _attempt(self, name: bytes, action: Callable[[], T]) -> T:
        try:
            return action()
        except OSError as error:
            raise self._failure(name, error) from error

    def _failure(self, name: bytes, error: OSError) -> PydockError:
        return PydockError(f"write {self._shown(name)}: {(error.strerror or str(error)).lower()}")

    def _shown(self, name: bytes) -> str:
        return os.path.join(self.path, os.fsdecode(b"/".join(_parts(name))))


def _parts(name: bytes) -> list[bytes]:
    """The way from the destination to ``name``; a leading slash counts for nothing, ``..`` may not lead out."""
    parts: list[bytes] = []
    for part in name.split(b"/"):
        if part == b"..":
            if not parts:
                raise PydockError(f"invalid archive entry {os.fsdecode(name)!r}: it leads out of the destination")
            parts.pop()
        elif part not in (b"", b"."):
            parts.append(part)
    return parts


def _set_time(fd: int, mtime: float) -> None:
    nanoseconds = int(mtime * 10**9)
    os.utime(fd, ns=(nanoseconds, nanoseconds))


def _set_attribute(fd: int, key: str, value: bytes) -> None:
    """Attributes are kept where file system and user allow it."""
    if sys.platform != "linux":
        return
    try:
        os.setxattr(fd, key, value)
    except OSError as error:
        if error.errno not in (errno.ENOTSUP, errno.EPERM, errno.EACCES):
            raise
