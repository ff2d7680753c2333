"""BuildKit progress as plain lines, step by step: ``#5 [2/4] RUN make``, ``#5 0.512 output``, ``#5 DONE 1.2s``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from pydock.render.progress.buildkit_events import Batch
from pydock.render.progress.buildkit_trace import CANCELED, Step, Trace

_ANTI_FLICKER = 5.0
_MOST_DELAY = 10.0
_LEAST_TIME = 5.0
_LEAST_PROGRESS = 0.05
_EVERY = 0.1


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object: ...
    def flush(self) -> None: ...


class Plain:
    """Writes to ``out``. ``title`` is the line of step 0, empty for none.

    ``shown`` makes the names and errors of steps harmless where ``out`` is a terminal; their output is their own.
    ``once``: in CI a step's name, and each thing under way in it, is written when it begins and when it ends only.
    """

    tick_seconds = 0.15

    def __init__(
        self,
        out: Sink,
        clock: Callable[[], float],
        title: str = "",
        *,
        once: bool = False,
        shown: Callable[[str], str] = str,
    ) -> None:
        self.trace = Trace(clock)
        self._text = shown
        self._once = once
        self._named: set[int] = set()
        self._ended: dict[int, str] = {}
        self._write = out.write
        self._flush = out.flush
        self._clock = clock
        self._title = title
        self._current: Step | None = None
        self._next = 0
        self._begun = False
        self._shown: dict[str, tuple[int, float]] = {}
        self._last = 0.0

    def update(self, batch: Batch) -> None:
        """Take events; print at most every tenth of a second."""
        self.trace.update(batch)
        self.tick()

    def tick(self) -> None:
        """Print what waits, if it is time."""
        now = self._clock()
        if now - self._last >= _EVERY:
            self._last = now
            self._print()
            self._flush()

    def finish(self) -> None:
        """Print the rest and the last lines of the steps that failed."""
        self._print()
        print_failures(self.trace, self._write, self._text)
        self._flush()

    def _line(self, text: str) -> None:
        self._write(self._text(text).encode("utf-8", "surrogateescape") + b"\n")

    def _print(self) -> None:
        trace = self.trace
        fresh = [trace.by_digest[digest] for digest in trace.updates if digest in trace.by_digest]
        done = [step for step in fresh if step.completed]
        rest = [step for step in fresh if not step.completed]
        current = self._current
        if current in done:
            self._step(current)
        for step in sorted(done, key=_finished):
            if step is not current:
                self._step(step)
        if not rest:
            if current is not None and current.started and not current.completed:
                return
            running = next((step for step in trace.steps if step.started and not step.completed), None)
            if running is not None:
                self._step(running)
            return
        if current in rest:
            self._step(current)
        if current is not None and current not in rest:
            rest.append(current)
        self._choose(rest, current, current in done)

    def _choose(self, rest: list[Step], current: Step | None, current_done: bool) -> None:
        """Show another step when it is its turn: the busiest, or one that was hidden for long."""
        now = self._clock()
        waited = {id(step): now - step.block_time for step in rest}
        speed = {id(step): step.count / max(waited[id(step)], 1e-9) for step in rest}
        late = [step for step in rest if step is not current and waited[id(step)] > _MOST_DELAY]
        most = late[-1] if late else max(rest, key=lambda step: speed[id(step)])
        if current is None or current_done:
            self._step(most)
        elif late:
            self._step(late[0])
        else:
            share = speed[id(current)] / (sum(speed.values()) or 1.0)
            if share < 1.0 and 1.0 / (1.0 - share) * _ANTI_FLICKER < waited[id(current)]:
                self._step(most)

    def _step(self, step: Step) -> None:
        if not step.index:
            self._next += 1
            step.index = self._next
        if step is not self._current:
            self._switch(step)
        prefix = f"#{step.index} "
        running_status = self._statuses(step)
        for warning in step.warnings[step.warned :]:
            self._line(f"{prefix}WARN: {warning.short}")
        step.warned = len(step.warnings)
        self._logs(step, prefix.encode())
        self._current = step
        if step.completed and not running_status:
            self._current = None
            step.count = 0
            if step.partial:
                self._line("")
                step.partial = False
            outcome = self._outcome(step)
            state = outcome.split(" ")[0]
            if not self._once or self._ended.get(step.index) != state:
                self._ended[step.index] = state
                self._line(prefix + outcome)
        self.trace.updates.pop(step.vertex.digest, None)

    def _switch(self, step: Step) -> None:
        before = self._current
        if before is not None:
            if before.partial:
                self._line("")
            before.offset = 0
            before.count = 0
            if not self._once:
                self._line(f"#{before.index} ...")
        if self._once and step.index in self._named:
            return
        self._named.add(step.index)
        if self._begun:
            self._line("")
        elif self._title:
            self._line(f"#0 {self._title}\n")
        self._begun = True
        self._line(f"#{step.index} {step.vertex.name}")

    def _statuses(self, step: Step) -> bool:
        """Print changed statuses; whether one of them is still under way."""
        running = False
        for identifier in step.statuses:
            if identifier not in step.fresh_statuses:
                continue
            status = step.status[identifier]
            last = self._shown.get(identifier)
            if last is not None and status.completed is None:
                progress = (status.current - last[0]) / status.total if status.total > 0 else 0.0
                if self._once or (progress < _LEAST_PROGRESS and status.timestamp - last[1] < _LEAST_TIME):
                    continue
            self._shown[identifier] = (status.current, status.timestamp)
            amount = ""
            if status.total:
                amount = f" {size(status.current)} / {size(status.total)}"
            elif status.current:
                amount = f" {size(status.current)}"
            end = status.completed if status.completed is not None else status.timestamp
            time = ""
            if status.started is not None and end - status.started > 0.01:
                time = f" {end - status.started:.1f}s"
            if status.completed is not None:
                time += " done"
            else:
                running = True
            self._line(f"#{step.index} {identifier}{amount}{time}")
        step.fresh_statuses.clear()
        return running

    def _logs(self, step: Step, prefix: bytes) -> None:
        count = len(step.lines)
        for position, line in enumerate(step.lines):
            begun = position == 0 and step.offset
            self._write(line[step.offset :] if begun else prefix + line)
            whole = position != count - 1 or not step.partial
            if whole:
                self._write(b"\n")
            if begun and step.last_lines:
                step.last_lines[-1] = line
            else:
                step.last_lines.append(line)
        if count:
            step.lines = step.lines[-1:] if step.partial else []
            step.offset = len(step.lines[0]) if step.partial else 0

    def _outcome(self, step: Step) -> str:
        error = step.vertex.error
        if error:
            return "CANCELED" if error.endswith(CANCELED) else f"ERROR: {error}"
        if step.vertex.cached:
            return "CACHED"
        return f"DONE {step.seconds(self._clock()):.1f}s" if step.intervals else "DONE"


def _finished(step: Step) -> float:
    return step.vertex.completed or 0.0


def print_failures(trace: Trace, write: Callable[[bytes], object], shown: Callable[[str], str] = str) -> None:
    """The failed steps, each by its name as it is ``shown`` and with its last lines of output."""
    for step in trace.failures():
        write(b"------\n > " + shown(step.vertex.name).encode("utf-8", "surrogateescape") + b":\n")
        for line in [*step.lines, *step.last_lines] if not step.offset else step.last_lines:
            write(line + b"\n")
        write(b"------\n")


def size(count: float) -> str:
    """A number of bytes with two decimals from a kilobyte on: ``97B``, ``1.05kB``."""
    if count < 1000:
        return f"{int(count)}B"
    for unit in ("kB", "MB", "GB", "TB"):
        count /= 1000
        if count < 1000 or unit == "TB":
            return f"{count:.2f}{unit}"
    raise AssertionError
