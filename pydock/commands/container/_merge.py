"""The logs of several containers as one, ordered by time, each line after its container's name.

Lines are ordered by the engine's time stamps, which are asked for even when the user does not want them. Of what
is there already, the lines of all containers are merged exactly; what is followed comes in the order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from operator import itemgetter
from queue import SimpleQueue
from threading import Thread
from typing import Any

from pydock.cli.app import App
from pydock.engine.frames import STDERR, STDOUT, Demultiplexer
from pydock.errors import PydockError

Line = tuple[bytes, int, bytes]
"""Time stamp, stream, text."""

_COLOURS = (36, 33, 32, 35, 34, 96, 93, 92, 95, 94)


class _Tail:
    """One container's log, cut into lines."""

    def __init__(self, app: App, name: str, found: dict[str, Any], wanted: dict[str, Any]) -> None:
        self.name = name
        self.tty: bool = found["Config"]["Tty"]
        self.response = app.engine.containers.open_logs(found["Id"], **{**wanted, "timestamps": True})

    def lines(self) -> Iterator[Line]:
        """Each line as soon as it is whole; stamped by the engine at its begin."""
        frames = Demultiplexer()
        rest = {STDOUT: b"", STDERR: b""}
        with self.response:
            for data in self.response.chunks():
                for stream, payload in [(STDOUT, data)] if self.tty else frames.feed(data):
                    *whole, rest[stream] = (rest[stream] + payload).split(b"\n")
                    for line in whole:
                        yield _line(stream, line + b"\n")
        for stream, line in rest.items():
            if line:
                yield _line(stream, line + b"\n")


def _line(stream: int, text: bytes) -> Line:
    stamp, _, rest = text.partition(b" ")
    return stamp, stream, rest


def merge_logs(app: App, containers: Sequence[tuple[str, dict[str, Any]]], wanted: dict[str, Any]) -> None:
    """Print the logs of ``containers`` (name and inspection) to the streams that each line was written to."""
    follow = wanted["follow"]
    tails = [_Tail(app, name, found, wanted) for name, found in containers]
    printer = _Printer(app, [name for name, _ in containers], timestamps=wanted["timestamps"])
    if follow:
        for place, line in _arrivals(tails):
            printer.write(place, line)
            app.streams.stdout.flush()
            app.streams.stderr.flush()
        return
    numbered = [[(place, line) for line in tail.lines()] for place, tail in enumerate(tails)]
    for place, line in merge(*numbered, key=lambda entry: entry[1][0]):
        printer.write(place, line)


class _Printer:
    def __init__(self, app: App, names: Sequence[str], *, timestamps: bool) -> None:
        self._outputs = {STDOUT: app.streams.stdout, STDERR: app.streams.stderr}
        self._timestamps = timestamps
        self._last: int | None = None
        width = max(len(name) for name in names)
        self._plain = [f"{name:<{width}} | ".encode() for name in names]
        self._coloured = [
            f"\x1b[{_COLOURS[place % len(_COLOURS)]}m{name:<{width}} |\x1b[0m ".encode()
            for place, name in enumerate(names)
        ]

    def write(self, place: int, line: Line) -> None:
        stamp, stream, text = line
        output = self._outputs[stream]
        if self._last not in (None, stream):
            self._outputs[STDERR if stream == STDOUT else STDOUT].flush()  # the order across both streams holds
        self._last = stream
        prefix = (self._coloured if output.colour else self._plain)[place]
        output.write(prefix + (stamp + b" " if self._timestamps else b"") + text)


def _arrivals(tails: Sequence[_Tail]) -> Iterator[tuple[int, Line]]:
    """The lines of all tails as they come, until every one has ended; what is there together is put in order."""
    queue: SimpleQueue[tuple[int, Line | PydockError | None]] = SimpleQueue()

    def read(place: int, tail: _Tail) -> None:
        try:
            for line in tail.lines():
                queue.put((place, line))
        except PydockError as error:
            queue.put((place, error))
        else:
            queue.put((place, None))

    for place, tail in enumerate(tails):
        Thread(target=read, args=(place, tail), daemon=True).start()
    open_tails = len(tails)
    while open_tails:
        batch = [queue.get()]
        while not queue.empty():
            batch.append(queue.get())
        lines = [(place, item) for place, item in batch if isinstance(item, tuple)]
        yield from sorted(lines, key=itemgetter(1))
        for _, item in batch:
            if isinstance(item, PydockError):
                raise item
            open_tails -= item is None
