"""The live display on a terminal: a line per running task, a total, finished lines scrolling away above.

Drawn with rich, ten times a second at most; the thread that draws is rich's own. Task lines that do not fit the
screen's height are counted in the line of totals, never cut in the middle.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from pydock.progress import DONE, FAILED, SKIPPED, WAITING, WARNING, Event
from pydock.render.sanitise import line as clean
from pydock.render.table import ellipsis, width
from pydock.render.units import human_size

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.text import Text

FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
RATE = 10
MARKS = {DONE: ("✔", "green"), FAILED: ("✘", "red"), WARNING: ("!", "yellow"), SKIPPED: ("-", "dim")}
LOG_LINES = 6
_STALE = 2.0
"""Seconds after which a rate is not believed any more."""
_ID = 14
"""Columns of a mark and a layer's id, which is of no use in part."""


class Terminal(Protocol):
    """The terminal stream to draw on."""

    @property
    def width(self) -> int: ...

    @property
    def colour(self) -> bool: ...

    def write(self, data: str, /) -> Any: ...

    def flush(self) -> Any: ...


class _Task:
    __slots__ = ("began", "event", "lines", "moved", "rate", "seen", "size")

    def __init__(self, event: Event, now: float) -> None:
        self.event = event
        self.size = self.moved = 0
        self._measure(event)
        self.began = now
        self.seen = (now, event.current)
        self.rate = 0.0
        self.lines: list[str] = []

    def take(self, event: Event, now: float) -> None:
        """The task's next state; the rate is a moving average over about two seconds."""
        if event.status != self.event.status:
            self.seen, self.rate = (now, event.current), 0.0
        elif now - self.seen[0] >= 0.25:
            fresh = max(0.0, (event.current - self.seen[1]) / (now - self.seen[0]))
            self.rate = fresh if not self.rate else self.rate * 0.8 + fresh * 0.2
            self.seen = (now, event.current)
        self.event = event
        self._measure(event)

    def speed(self, now: float) -> float:
        """Bytes a second; none of what is complete, or was not heard of for a while."""
        if self.event.current >= self.event.total or now - self.seen[0] > _STALE:
            return 0.0
        return self.rate

    def _measure(self, event: Event) -> None:
        """Bytes in all, and those that came: a layer that is unpacked counts from nothing again, its bytes do not."""
        if event.unit == "B":
            self.size = max(self.size, event.total)
            self.moved = max(self.moved, min(event.current, event.total))


class Live:
    """A :class:`~pydock.progress.Progress` for terminals."""

    def __init__(self, output: Terminal, *, title: str = "") -> None:
        from rich.console import Console
        from rich.live import Live as RichLive

        self._title = title
        self._tasks: dict[str, _Task] = {}
        self._began = time.monotonic()
        self._done = 0
        self._settled = 0
        self._console = Console(
            file=_File(output),  # type: ignore[arg-type]
            force_terminal=True,
            no_color=not output.colour,
            highlight=False,
            emoji=False,
            markup=False,
        )
        self._live = RichLive(self, console=self._console, refresh_per_second=RATE, transient=True, auto_refresh=True)
        self._live.start()

    def event(self, event: Event) -> None:
        now = time.monotonic()
        if not event.id:
            text = event.plain.rstrip("\n") or event.status
            if text:
                self._print(text, "")
            return
        task = self._tasks.get(event.id)
        if task is None:
            task = self._tasks[event.id] = _Task(event, now)
        else:
            task.take(event, now)
        if event.detail:
            task.lines = [*task.lines, *event.detail.rstrip("\n").split("\n")][-LOG_LINES:]
        if event.state in MARKS:
            self._settle(event, task, now)

    def _settle(self, event: Event, task: _Task, now: float) -> None:
        """The task's last line leaves the display and scrolls away with the rest of the output."""
        del self._tasks[event.id]
        self._done += 1
        self._settled += task.size
        mark, style = MARKS[event.state]
        took = event.seconds or now - task.began
        right = f"{took:.1f}s" if took >= 0.05 else ""
        room = self._console.width - 1 - width(f"{mark} {event.id} {event.status}")
        if 0 <= room <= width(right):
            right = ""  # what happened tells more than how long it took
        self._print(self._row(mark, event, right), style)
        if event.state == FAILED:
            for text in task.lines:
                self._print("   " + clean(text), "dim")

    def _print(self, text: str, style: str) -> None:
        from rich.text import Text

        self._console.print(Text("\n".join(map(clean, text.split("\n"))), style=style), soft_wrap=True)

    def _row(self, mark: str, event: Event, right: str) -> str:
        """``✔ 3b4b06cd Pull complete      1.2s`` within the terminal's width."""
        room = self._console.width - 1
        status = f" {clean(event.status)}" if event.status else ""
        free = max(8, room - (width(right) + 1 if right else 0))
        name = f"{mark} {clean(event.id)}"
        name = ellipsis(name, max(free // 2, free - width(status), min(width(name), _ID)))
        left = ellipsis(name + status, free)
        return left + (" " * (room - width(left) - width(right)) + right if right else "")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        now = time.monotonic()
        spin = FRAMES[int((now - self._began) * RATE) % len(FRAMES)]
        room = max(1, (options.max_height or console.height) - 2)
        tasks = [task for task in self._tasks.values() if task.event.state != WAITING]
        tasks += [task for task in self._tasks.values() if task.event.state == WAITING]
        if tasks:
            yield self._heading(tasks, now, len(tasks) - room)
        rows = 0
        for task in tasks:
            if rows >= room:
                break
            yield self._running(task, spin, now)
            rows += 1
            for text in task.lines[-min(LOG_LINES, max(0, room - rows)) :] if rows < room else ():
                yield self._dim("   " + ellipsis(clean(text), max(1, self._console.width - 4)))
                rows += 1

    def _heading(self, tasks: list[_Task], now: float, hidden: int) -> Text:
        total = self._done + len(tasks)
        parts = [f"{self._title + ': ' if self._title else ''}{self._done}/{total}", f"{now - self._began:.1f}s"]
        size = sum(task.size for task in tasks)
        if size:
            size += self._settled
            have = self._settled + sum(task.moved for task in tasks)
            rate = sum(task.speed(now) for task in tasks)
            parts += [
                f"{human_size(have, 3)} of {human_size(size, 3)}",
                *([f"{human_size(rate, 3)}/s"] if rate else ()),
            ]
        if hidden > 0:
            parts.insert(2, f"{hidden} more")
        while len(parts) > 1 and width(" · ".join(parts)) >= self._console.width:
            parts.pop()  # the least telling part is the last
        return self._dim(ellipsis(" · ".join(parts), self._console.width - 1))

    def _running(self, task: _Task, spin: str, now: float) -> Text:
        from rich.text import Text

        event = task.event
        waiting = event.state == WAITING
        if not event.total or event.unit != "B":
            count = f"{event.current}/{event.total}" if event.total else f"{now - task.began:.1f}s"
            row = self._row("·" if waiting else spin, event, "" if waiting else count)
            return Text(row, style="dim" if waiting else "", no_wrap=True, overflow="crop")
        part = min(1.0, event.current / event.total)
        sizes = f"{human_size(event.current, 3)}/{human_size(event.total, 3)}"
        right = f"{_bar(part, min(30, self._console.width // 4))} {sizes:>15}"
        if self._console.width < 60:
            fits = width(f"{spin} {event.id} {event.status} {sizes}") < self._console.width
            right = sizes if fits else f"{part:.0%}"
        if self._console.width >= 80:
            rate = task.speed(now)
            right += f" {human_size(rate, 3) + '/s' if rate else '':>9}"
        return Text(self._row(spin, event, right), no_wrap=True, overflow="crop")

    def _dim(self, text: str) -> Text:
        from rich.text import Text

        return Text(text, style="dim", no_wrap=True, overflow="crop")

    def close(self, *, failed: bool = False) -> None:
        self._live.stop()

    def __enter__(self) -> Live:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.close(failed=kind is not None)


def _bar(part: float, size: int) -> str:
    """``━━━━━━╸───`` of ``size`` columns."""
    full = int(part * size * 2)
    return ("━" * (full // 2) + ("╸" if full % 2 else "")).ljust(size, "─")


class _File:
    """The stream as the text file that rich writes to."""

    encoding = "utf-8"

    def __init__(self, output: Terminal) -> None:
        self._output = output

    def write(self, text: str) -> int:
        self._output.write(text)
        return len(text)

    def flush(self) -> None:
        self._output.flush()

    def isatty(self) -> bool:
        return True
