"""The three standard streams as bytes, and what a terminal can do, decided once.

Writes go straight to the file descriptor: small ones are gathered in a buffer until :meth:`Output.flush`
(the end of the command, a read from the terminal, or a full buffer), so that a table is one ``write``.
A reader that went away raises ``BrokenPipeError``, which ``cli/main.py`` ends silently; what else fails, as on a
full disk, is a ``PydockError``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from pydock.errors import PydockError

_BUFFER = 1 << 16
_NAMES = {1: "/dev/stdout", 2: "/dev/stderr"}
PIPED_WIDTH = 80


class Output:
    """Standard output or standard error. ``colour`` tells whether escape sequences may be written."""

    __slots__ = ("_pending", "_size", "colour", "fd", "is_terminal")

    def __init__(self, fd: int, *, is_terminal: bool | None = None, colour: bool = False) -> None:
        self.fd = fd
        self.is_terminal = _isatty(fd) if is_terminal is None else is_terminal
        self.colour = colour
        self._pending: list[bytes] = []
        self._size = 0

    def write(self, data: bytes | bytearray | memoryview | str) -> None:
        """Add ``data``; text is UTF-8, with undecodable bytes kept as they came."""
        chunk = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else bytes(data)
        self._pending.append(chunk)
        self._size += len(chunk)
        if self.is_terminal or self._size >= _BUFFER:
            self.flush()

    def flush(self) -> None:
        """Hand everything to the file descriptor. Blocks while the reader is slow."""
        if not self._pending:
            return
        pending, self._pending, self._size = self._pending, [], 0
        write_all(self.fd, pending[0] if len(pending) == 1 else b"".join(pending))

    def discard(self) -> None:
        """Forget what was not written yet (the reader is gone)."""
        self._pending, self._size = [], 0

    @property
    def width(self) -> int:
        """The terminal's columns; 80 where there is no terminal."""
        return self.size[0]

    @property
    def size(self) -> tuple[int, int]:
        """(columns, rows) of the terminal; (80, 24) where there is none."""
        if self.is_terminal:
            try:
                columns, rows = os.get_terminal_size(self.fd)
                if columns:
                    return columns, rows
            except OSError:
                pass
        return PIPED_WIDTH, 24


class Input:
    """Standard input."""

    __slots__ = ("fd", "is_terminal")

    def __init__(self, fd: int, *, is_terminal: bool | None = None) -> None:
        self.fd = fd
        self.is_terminal = _isatty(fd) if is_terminal is None else is_terminal

    def read(self, count: int = -1) -> bytes:
        """Up to ``count`` bytes, b"" at the end; everything to the end without a count."""
        if count >= 0:
            return os.read(self.fd, count) if count else b""
        chunks = []
        while chunk := os.read(self.fd, _BUFFER):
            chunks.append(chunk)
        return b"".join(chunks)

    def readline(self) -> str:
        """One line without its end; "" at the end of input too. Nothing beyond the line is taken from a pipe."""
        line = bytearray()
        while (byte := os.read(self.fd, 1)) and byte != b"\n":
            line += byte
        return line.decode("utf-8", "surrogateescape").rstrip("\r")


class Streams:
    """Standard input, output and error of one command."""

    __slots__ = ("stderr", "stdin", "stdout")

    def __init__(self, stdin: Input, stdout: Output, stderr: Output) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr


def standard(environ: Mapping[str, str]) -> Streams:
    """The process's own streams."""
    stdin, stdout, stderr = Input(0), Output(1), Output(2)
    for output in (stdout, stderr):
        output.colour = wants_colour(environ, output.is_terminal)
    return Streams(stdin, stdout, stderr)


def wants_colour(environ: Mapping[str, str], is_terminal: bool, choice: str = "auto") -> bool:
    """``--color``'s choice, then ``NO_COLOR``, ``CLICOLOR_FORCE``, ``TERM=dumb``, ``CI``, and if it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal and environ.get("TERM") != "dumb" and not environ.get("CI")


def write_all(fd: int, data: bytes) -> None:
    """Write all of ``data``, waiting where the descriptor is non-blocking (inherited so from a shell's pipe)."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(fd, view) :]
        except BlockingIOError:
            import select

            select.select([], [fd], [])
        except BrokenPipeError:
            raise
        except OSError as error:
            what = _NAMES.get(fd, "output")
            raise PydockError(f"write {what}: {(error.strerror or str(error)).lower()}") from error


def _isatty(fd: int) -> bool:
    try:
        return os.isatty(fd)
    except OSError:
        return False
