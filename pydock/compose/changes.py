"""Wait for files to change: by the kernel's notice (inotify) where there is one, else by looking again and again.

A notice only wakes: what changed is for the caller to find, who looks at everything after :meth:`Changes.follow`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from typing import Any

POLL = 0.5
"""Seconds between two looks where nothing gives notice."""
QUIET = 0.1
"""Seconds without a notice after which a burst of changes is over."""
LONGEST = 1.0
"""Seconds after which a burst is looked at while it goes on."""

_MODIFY, _ATTRIB, _CLOSE_WRITE, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x2, 0x4, 0x8, 0x40, 0x80, 0x100, 0x200
_EVENTS = _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE

_CLOEXEC = 0o2000000


class Changes:
    """Notices of what happens in folders. Where they cannot be had, :meth:`wait` returns after :data:`POLL`."""

    def __init__(self, *, notices: bool = True) -> None:
        self._libc: Any = None
        self._fd = -1
        if notices:
            self._open()

    @property
    def polls(self) -> bool:
        """Whether there are no notices."""
        return self._fd < 0

    def close(self) -> None:
        """Follow nothing any more."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def follow(self, folders: Iterable[str]) -> None:
        """Follow ``folders`` as well. One that is gone is passed over; without room for more, polling takes over."""
        import errno

        for folder in set(folders):
            if self._fd < 0:
                return
            if self._libc.inotify_add_watch(self._fd, os.fsencode(folder), _EVENTS) < 0:
                import ctypes

                if ctypes.get_errno() not in (errno.ENOENT, errno.ENOTDIR, errno.EACCES):
                    self.close()

    def wait(self) -> None:
        """Return once something happened and a moment has passed in which nothing more did."""
        if self._fd < 0:
            time.sleep(POLL)
            return
        self._ready(None)
        end = time.monotonic() + LONGEST
        while time.monotonic() < end and self._ready(QUIET):
            pass

    def _ready(self, seconds: float | None) -> bool:
        """Wait for notices and take them off; False where none came in time."""
        from pydock.portable.sockets import ready

        if not ready(self._fd, timeout=seconds):
            return False
        os.read(self._fd, 1 << 16)
        return True

    def _open(self) -> None:
        import ctypes

        try:
            self._libc = ctypes.CDLL(None, use_errno=True)
            self._fd = self._libc.inotify_init1(_CLOEXEC)
        except (AttributeError, OSError, TypeError):  # no Linux
            self._fd = -1
