"""BuildKit progress on a terminal: every step with its time, transfers with rates, the running steps' last output."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import Protocol

from pydock.render.progress.buildkit_events import Batch
from pydock.render.progress.buildkit_plain import print_failures, size
from pydock.render.progress.buildkit_trace import CANCELED, Step, Trace
from pydock.render.sanitise import line as clean
from pydock.render.table import ellipsis, width

_EVERY = 0.1
_OUTPUT_LINES = 6
_NAME = 16
"""Columns that the name of something under way keeps beside its amount."""
_BLUE, _RED, _YELLOW, _RESET = "\x1b[34m", "\x1b[31m", "\x1b[33m", "\x1b[0m"
_ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-_]|[\x00-\x08\x0b-\x1f\x7f]")


class Screen(Protocol):
    """A terminal."""

    colour: bool

    def write(self, data: bytes, /) -> object: ...
    def flush(self) -> None: ...
    @property
    def size(self) -> tuple[int, int]: ...


class Live:
    """Draws on ``out`` in place. ``title`` names the builder, at the right end of the first line."""

    tick_seconds = 0.1

    def __init__(self, out: Screen, clock: Callable[[], float], title: str = "") -> None:
        self.trace = Trace(clock)
        self.trace.on_log = self._log
        self._out = out
        self._clock = clock
        self._title = title
        self._drawn = 0
        self._last = 0.0
        self._begun = clock()
        self._output: dict[int, deque[str]] = {}

    def update(self, batch: Batch) -> None:
        """Take events; draw at most every tenth of a second."""
        self.trace.update(batch)
        self.tick()

    def tick(self) -> None:
        """Draw again: time went by."""
        now = self._clock()
        if now - self._last >= _EVERY:
            self._last = now
            self._draw(done=False)

    def finish(self) -> None:
        """Leave the final state on the screen, and the failed steps' output below it."""
        self._draw(done=True)
        for step in self.trace.failures():
            step.last_lines.extend(step.lines)
            step.lines = []
        print_failures(self.trace, self._out.write, clean)
        self._out.flush()

    def _log(self, step: Step, data: bytes) -> None:
        lines = self._output.setdefault(id(step), deque([""], maxlen=_OUTPUT_LINES + 1))
        for position, piece in enumerate(data.split(b"\n")):
            text = _ESCAPES.sub(b"", piece.split(b"\r")[-1] if b"\r" in piece else piece).decode("utf-8", "replace")
            if position:
                lines.append(text)
            else:
                lines[-1] += text

    def _draw(self, done: bool) -> None:
        columns, height = self._out.size
        lines = self._lines(columns, done)
        if not done:
            lines = _fitted(lines, height - 2)
        lines = [("", self._head(columns, done)), *lines]
        rows = [self._coloured(colour, ellipsis(text, max(columns, 1))) for colour, text in lines]
        out = f"\x1b[{self._drawn}A" if self._drawn else ""
        out += "\x1b[?25l" + "".join(f"\r{row}\x1b[K\n" for row in rows)
        out += "\x1b[J\x1b[?25h"
        self._drawn = len(rows)
        self._out.write(out.encode("utf-8", "surrogateescape"))
        self._out.flush()

    def _coloured(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_RESET}" if colour and self._out.colour else text

    def _head(self, columns: int, done: bool) -> str:
        completed, total = self.trace.counts()
        begun = self.trace.started
        seconds = self._clock() - (begun + self.trace.drift if begun is not None else self._begun)
        text = f"[+] Building {max(seconds, 0):.1f}s ({completed}/{total})" + (" FINISHED" if done else "")
        room = columns - len(text) - len(self._title)
        return text + " " * room + self._title if room > 0 else text

    def _lines(self, columns: int, done: bool) -> list[tuple[str, str]]:
        now = self._clock() - self.trace.drift
        out: list[tuple[str, str]] = []
        for step in self.trace.steps:
            vertex = step.vertex
            word, colour = "", ""
            if vertex.error:
                cancelled = vertex.error.endswith(CANCELED)
                word, colour = ("CANCELED ", _YELLOW) if cancelled else ("ERROR ", _RED)
            elif vertex.cached:
                word, colour = "CACHED ", _BLUE
            elif step.completed:
                colour = _BLUE
            out.append((colour, _row(f" => {word}{clean(vertex.name)}", f"{step.seconds(now):.1f}s", columns)))
            out += [(colour if step.completed else "", row) for row in self._statuses(step, now, columns)]
            if not step.completed and not done:
                shown = [line for line in self._output.get(id(step), ()) if line][-_OUTPUT_LINES:]
                out += [("", f" => => # {clean(line.expandtabs())}") for line in shown]
        return out

    def _statuses(self, step: Step, now: float, columns: int) -> list[str]:
        rows = []
        for identifier in step.statuses:
            status = step.status[identifier]
            amount = rate = ""
            if status.total:
                amount = f" {size(status.current)} / {size(status.total)}"
            elif status.current:
                amount = f" {size(status.current)}"
            end = status.completed if status.completed is not None else now
            seconds = max(end - status.started, 0.0) if status.started is not None else 0.0
            if status.completed is None and status.current and seconds > 1:
                rate = f" ({size(status.current / seconds)}/s)"
            text = f" => => {clean(identifier)}"
            rows.append(_row(text, f"{seconds:.1f}s", columns, amount + rate, amount))
        return rows


def _row(text: str, right: str, columns: int, *amounts: str) -> str:
    """``text`` cut and padded so that ``right`` ends at the right margin; before it the first amount that fits."""
    room = columns - len(right) - 1
    if room < 8:
        return text
    amount = next((amount for amount in amounts if len(amount) <= room - _NAME), "")
    left = ellipsis(text, room - len(amount)) + amount
    return f"{left}{' ' * (room - width(left))} {right}"


def _fitted(lines: list[tuple[str, str]], height: int) -> list[tuple[str, str]]:
    """What fits: finished steps at the top go first."""
    height = max(height, 1)
    if len(lines) <= height:
        return lines
    running = [line for line in lines if not line[0]]
    room = height - len(running)
    if room <= 0:
        return running[-height:]
    finished = [position for position, line in enumerate(lines) if line[0]]
    kept = set(finished[-room:])
    return [line for position, line in enumerate(lines) if not line[0] or position in kept]
