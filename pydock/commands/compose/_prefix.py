"""Lines of several containers on two streams, each after its container's name in that container's colour."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from pydock.cli.app import App
from pydock.render.sanitise import visible

_COLOURS = (36, 33, 32, 35, 34, 96, 93, 92, 95, 94)


class Prefixer:
    """Writes whole lines only, one at a time; the names are padded to the longest that has appeared."""

    def __init__(self, app: App, *, prefix: bool = True, colour: bool = True) -> None:
        self._app = app
        self._prefix = prefix
        self._colour = colour
        self._lock = Lock()
        self._width = 0
        self._colours: dict[str, int] = {}
        self._footer = ""

    @property
    def footer(self) -> str:
        """A line that stays below all others, on terminals only; empty for none."""
        return self._footer

    @footer.setter
    def footer(self, text: str) -> None:
        with self._lock, self._above_footer():
            self._footer = text

    @contextmanager
    def _above_footer(self) -> Iterator[None]:
        """Take the footer away, and put it back after what the block wrote."""
        stdout = self._app.streams.stdout
        if self._footer:
            stdout.write("\r\x1b[K")
            stdout.flush()
        yield
        if self._footer:
            stdout.write(self._footer)
            stdout.flush()

    def lines(self, name: str) -> Lines:
        """A writer for one container."""
        with self._lock:
            self._width = max(self._width, len(name))
            self._colours.setdefault(name, _COLOURS[len(self._colours) % len(_COLOURS)])
        return Lines(self, name)

    def write(self, name: str, stream: int, line: bytes) -> None:
        """One line, to standard error for stream 2."""
        output = self._app.streams.stderr if stream == 2 else self._app.streams.stdout
        with self._lock, self._above_footer():
            head = b""
            if self._prefix:
                text = visible(output, f"{name:<{self._width + 1}} | ")
                if self._colour and output.colour:
                    text = f"\x1b[{self._colours[name]}m{text}\x1b[0m"
                head = text.encode()
            output.write(head + line + b"\n")
            output.flush()

    def note(self, text: str) -> None:
        """A line of Compose's own among the output."""
        with self._lock, self._above_footer():
            self._app.styled(f"\r\x1b[K{text}\n")
            self._app.streams.stdout.flush()


class Lines:
    """Cuts what one container writes into lines."""

    def __init__(self, printer: Prefixer, name: str) -> None:
        self._printer = printer
        self._name = name
        self._rest = {1: b"", 2: b""}

    def feed(self, stream: int, data: bytes, *, stamp: bool = False) -> None:
        """Print the whole lines of ``data``; ``stamp`` puts the time of their arrival before them."""
        *whole, self._rest[stream] = (self._rest[stream] + data).split(b"\n")
        for line in whole:
            self._printer.write(self._name, stream, (_now() if stamp else b"") + line.rstrip(b"\r"))

    def close(self) -> None:
        """Print what has no line end."""
        for stream, line in self._rest.items():
            if line:
                self._printer.write(self._name, stream, line.rstrip(b"\r"))
        self._rest = {1: b"", 2: b""}


def _now() -> bytes:
    now = time.time_ns()
    return (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now // 10**9)) + f".{now % 10**9:09d}Z ").encode()
