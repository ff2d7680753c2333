"""Request bodies that come from a file or a pipe."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import BinaryIO

Source = BinaryIO | Iterable[bytes]
PIECE = 1 << 15
"""Bytes sent at once. An engine reads so many: with larger pieces the two wait for each other, half as long again."""


class Unreadable(Exception):
    """What was to be sent cannot be read; the text says why. The connection turns it into an error of the request."""


def from_fd(fd: int, name: str) -> Source:
    """An open file as a body: a regular file for the kernel to send, anything else piece by piece.

    ``fd`` stays the caller's. A folder fails once it is read, when the request has begun, as it does for Docker.
    """
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return open(fd, "rb", buffering=0, closefd=False)
    return Piped(fd, name)


class Piped:
    """What a descriptor gives, piece by piece. Each may be long in coming: ``fd`` tells when there is one to read."""

    __slots__ = ("_name", "fd")

    def __init__(self, fd: int, name: str) -> None:
        self.fd = fd
        self._name = name

    def __iter__(self) -> Iterator[bytes]:
        try:
            while piece := os.read(self.fd, PIECE):
                yield piece
        except OSError as error:
            raise Unreadable(f"read {self._name}: {(error.strerror or str(error)).lower()}") from error
