"""Files that commands write for the user: whole or not at all.

The bytes go to a temporary file beside the target, which takes the target's name when everything is written and
on disk. A target that cannot be one is refused before any work is done, with Docker's words.
"""

from __future__ import annotations

import os
import stat
from types import TracebackType

from pydock.errors import PydockError
from pydock.portable.files import BINARY, set_mode

_REFUSED = (
    (stat.S_ISDIR, "cannot write to a directory"),
    (stat.S_ISLNK, "cannot write to a symbolic link directly"),
    (stat.S_ISFIFO, "cannot write to a named pipe (FIFO)"),
    (stat.S_ISSOCK, "cannot write to a socket"),
    (stat.S_ISCHR, "cannot write to a character device file"),
    (stat.S_ISBLK, "cannot write to a block device file"),
)


def check(path: str, base: str = "") -> None:
    """Raise :class:`PydockError` unless a regular file can come to stand at ``path``, relative to ``base``."""
    folder = os.path.dirname(path)
    if folder not in ("", ".", ".."):
        try:
            if not stat.S_ISDIR(os.stat(os.path.join(base, folder)).st_mode):
                raise PydockError(f"invalid output path: stat {folder}: not a directory")
        except OSError as error:
            raise PydockError(f"invalid output path: stat {folder}: {_reason(error)}") from error
    try:
        mode = os.lstat(os.path.join(base, path)).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise PydockError(f"failed to stat output path: lstat {path}: {_reason(error)}") from error
    for matches, message in _REFUSED:
        if matches(mode):
            raise PydockError(message)


class OutFile:
    """A file being written; leaving the ``with`` block without an exception puts it in its place.

    ``path`` is absolute or relative to ``base``, ``mode`` the final permission bits, before the umask if
    ``masked``. Whether ``path`` is fit is for :func:`check` to say, before.
    """

    def __init__(self, path: str, base: str = "", *, mode: int = 0o600, masked: bool = False) -> None:
        self._path = path
        self._target = os.path.join(base, path)
        folder, name = os.path.split(self._target)
        self._temporary = os.path.join(folder, f".tmp-{name[:200]}{os.urandom(4).hex()}")
        try:
            self.fd = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, mode)
        except OSError as error:
            raise PydockError(f"open {path}: {_reason(error)}") from error
        if not masked:
            set_mode(self.fd, mode)

    def write(self, data: bytes | memoryview) -> None:
        """Write all of ``data``; a full disk is a :class:`PydockError`."""
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.fd, view) :]
        except OSError as error:
            raise PydockError(f"write {self._path}: {_reason(error)}") from error

    def __enter__(self) -> OutFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                os.fsync(self.fd)
                os.rename(self._temporary, self._target)
                self._temporary = ""
        except OSError as failure:
            raise PydockError(f"write {self._path}: {_reason(failure)}") from failure
        finally:
            os.close(self.fd)
            if self._temporary:
                os.unlink(self._temporary)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
