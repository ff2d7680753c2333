"""A command under a pseudo-terminal of its own."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

GUARD = 120.0
"""Seconds after which a wait is taken for a hang."""


class Terminal:
    """Runs ``argv`` with stdin, stdout and stderr on a fresh terminal of ``rows`` by ``columns``."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        cwd: str | None = None,
        rows: int = 24,
        columns: int = 80,
    ) -> None:
        self.seen = b""
        self._mark = 0
        self.master, self.slave = os.openpty()
        self.resize(rows, columns, tell=False)
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            ["setsid", "-c", *argv],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=dict(os.environ if environ is None else environ),
            cwd=cwd,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def resize(self, rows: int, columns: int, *, tell: bool = True) -> None:
        """Change the size; the foreground process gets SIGWINCH."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            self.process.send_signal(signal.SIGWINCH)

    def send(self, data: bytes) -> None:
        """Type ``data``."""
        os.write(self.master, data)

    def expect(self, wanted: bytes) -> bytes:
        """Wait until ``wanted`` appears after what was expected before; everything up to and with it."""
        deadline = time.monotonic() + GUARD
        while (at := self.seen.find(wanted, self._mark)) < 0:
            if not self._more(deadline - time.monotonic()):
                raise AssertionError(f"{wanted!r} did not come; there is {self.seen[self._mark :]!r}")
        start, self._mark = self._mark, at + len(wanted)
        return self.seen[start : self._mark]

    def wait(self) -> int:
        """The exit status; the rest of the output is read meanwhile. 128+n for a signal."""
        deadline = time.monotonic() + GUARD
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"still running; there is {self.seen[self._mark :]!r}")
            self._more(0.05)
        while self._more(0):
            pass
        code = self.process.returncode
        return code if code >= 0 else 128 - code

    @property
    def rest(self) -> bytes:
        """What was not expected yet."""
        return self.seen[self._mark :]

    @property
    def attributes(self) -> list[Any]:
        """The terminal's present settings; ``before`` are those of the start."""
        return termios.tcgetattr(self.slave)

    @property
    def is_raw(self) -> bool:
        return not self.attributes[3] & termios.ICANON

    def _more(self, timeout: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], max(timeout, 0))
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.seen += data
        return bool(data)
