"""Open files, and what a file's status tells of devices. Windows has fewer kinds of both."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    BINARY = os.O_BINARY
    PLAIN = os.O_RDONLY | BINARY
else:
    BINARY = 0
    PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""``BINARY``: bytes as they are, for any file that is opened. ``PLAIN``: to read a regular file that must not
turn out to be a link, or a pipe that nobody writes to."""


def set_mode(fd: int, mode: int) -> None:
    """Set permission bits. Windows has none."""
    if sys.platform != "win32":
        os.fchmod(fd, mode)


def device(status: os.stat_result) -> tuple[int, int]:
    """The major and minor number of a device file."""
    if sys.platform == "win32":
        return 0, 0
    return os.major(status.st_rdev), os.minor(status.st_rdev)


def read_from_start(fd: int, count: int) -> bytes:
    """Up to ``count`` bytes from the beginning, wherever the file's position is."""
    if sys.platform == "win32":
        os.lseek(fd, 0, os.SEEK_SET)
        return os.read(fd, count)
    return os.pread(fd, count, 0)


@contextmanager
def locked(path: str, *, folder: bool = False) -> Iterator[None]:
    """Hold an advisory lock on a file, made where it is not there, or on a ``folder``, which no file shows.

    Windows has no such lock on folders: there two writers at once are the last one's.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    fd = os.open(path, os.O_RDONLY if folder else os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
