"""The state of a build from its events, shared by the renderers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex, Warning

CANCELED = "context canceled"
_LAST_LINES = 10


class Step:
    """A vertex, or a group of them, with what was seen of it."""

    def __init__(self, vertex: Vertex) -> None:
        self.vertex = vertex
        self.index = 0
        self.intervals: dict[float, float | None] = {}
        self.statuses: list[str] = []
        self.status: dict[str, Status] = {}
        self.fresh_statuses: set[str] = set()
        self.warnings: list[Warning] = []
        self.warned = 0
        self.lines: list[bytes] = []
        self.partial = False
        self.offset = 0
        self.last_lines: deque[bytes] = deque(maxlen=_LAST_LINES)
        self.count = 0
        self.block_time = 0.0
        self.in_trace = False
        self.hidden = False
        self.members: dict[str, Vertex] = {}

    @property
    def started(self) -> bool:
        return self.vertex.started is not None

    @property
    def completed(self) -> bool:
        return self.vertex.completed is not None

    @property
    def failed(self) -> bool:
        return bool(self.vertex.error) and not self.vertex.error.endswith(CANCELED)

    def touch(self, now: float) -> None:
        """One more thing happened here."""
        if self.count == 0:
            self.block_time = now
        self.count += 1

    def merged(self) -> list[tuple[float, float | None]]:
        """The times it ran, overlaps joined."""
        out: list[tuple[float, float | None]] = []
        for start, stop in sorted(self.intervals.items()):
            if out and (out[-1][1] is None or start <= out[-1][1]):
                last = out[-1][1]
                joined = None if last is None or stop is None else max(last, stop)
                out[-1] = (out[-1][0], joined)
            else:
                out.append((start, stop))
        return out

    def seconds(self, now: float) -> float:
        """How long it ran, up to ``now`` where it still runs."""
        return sum((stop if stop is not None else max(now, start)) - start for start, stop in self.merged())

    def last_start(self) -> float | None:
        """When it last began."""
        return max(self.intervals, default=None)


class Trace:
    """All steps by digest; ``steps`` in the order in which they began; ``updates`` since the last look."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.steps: list[Step] = []
        self.by_digest: dict[str, Step] = {}
        self.updates: dict[str, None] = {}
        self.started: float | None = None
        self.drift = 0.0
        self.on_log: Callable[[Step, bytes], None] | None = None

    def update(self, batch: Batch) -> None:
        """Take a batch in."""
        groups: dict[str, Step] = {}
        for vertex in batch.vertexes:
            if vertex.started is not None and (self.started is None or vertex.started < self.started):
                self.started = vertex.started
            if vertex.group is not None:
                group = self._group(vertex)
                group.members[vertex.digest] = vertex
                groups[group.vertex.digest] = group
            else:
                self._vertex(vertex)
        for group in groups.values():
            self._refresh(group)
        for status in batch.statuses:
            self._status(status)
        for warning in batch.warnings:
            step = self.by_digest.get(warning.vertex)
            if step is not None:
                step.warnings.append(warning)
                step.touch(self.clock())
        for log in batch.logs:
            self._log(log)

    def warnings(self) -> list[Warning]:
        """Every warning, step by step."""
        return [warning for step in self.steps for warning in step.warnings]

    def failures(self) -> Iterable[Step]:
        """The steps that failed, those cancelled not counted."""
        return (step for step in self.steps if step.failed)

    def counts(self) -> tuple[int, int]:
        """(completed, all) steps."""
        seen = {id(step): step for step in self.by_digest.values() if not step.hidden or step.in_trace}
        return sum(step.completed for step in seen.values()), len(seen)

    def _vertex(self, vertex: Vertex) -> None:
        step = self.by_digest.get(vertex.digest)
        if step is None:
            step = self.by_digest[vertex.digest] = Step(vertex._replace(started=None, completed=None))
        before = step.vertex
        if vertex.started is not None:
            if not step.in_trace:
                step.in_trace = True
                if not self.steps:
                    self.drift = self.clock() - vertex.started
                self.steps.append(step)
                before = before._replace(started=None)
            if (vertex.name, vertex.started, vertex.cached, vertex.error) != (
                before.name, before.started, before.cached, before.error,
            ) or (vertex.completed is not None and vertex.completed != before.completed):  # fmt: skip
                step.touch(self.clock())
                self.updates[vertex.digest] = None
            step.intervals[vertex.started] = vertex.completed
        if not (before.started is not None and vertex.started is None):
            step.vertex = vertex

    def _group(self, vertex: Vertex) -> Step:
        assert vertex.group is not None
        identifier, name = vertex.group
        group = self.by_digest.get(identifier)
        if group is None:
            group = self.by_digest[identifier] = Step(Vertex(identifier, name))
        self.by_digest[vertex.digest] = group
        return group

    def _refresh(self, group: Step) -> None:
        """A group began with its first step and is over when none of its steps runs."""
        running = [v for v in group.members.values() if v.started is not None]
        if not running:
            return
        started = min(v.started for v in running if v.started is not None)
        stops = [v.completed for v in running]
        completed = None if any(stop is None for stop in stops) else max(stop for stop in stops if stop is not None)
        error = next((v.error for v in running if v.error), "")
        group.vertex = group.vertex._replace(
            started=started, completed=completed, cached=all(v.cached for v in running), error=error
        )
        for vertex in running:
            if vertex.started is not None:
                group.intervals[vertex.started] = vertex.completed
        if not group.in_trace:
            group.in_trace = True
            self.steps.append(group)
        group.touch(self.clock())
        self.updates[group.vertex.digest] = None

    def _status(self, status: Status) -> None:
        step = self.by_digest.get(status.vertex)
        if step is None:
            return
        before = step.status.get(status.identifier)
        if status.started is not None and (before is None or before.started is None):
            step.statuses.append(status.identifier)
        step.status[status.identifier] = status
        step.fresh_statuses.add(status.identifier)
        self.updates[step.vertex.digest] = None
        step.touch(self.clock())

    def _log(self, log: Log) -> None:
        step = self.by_digest.get(log.vertex)
        if step is None:
            return
        if self.on_log is not None:
            self.on_log(step, log.data)
        pieces = log.data.split(b"\n")
        complete = pieces[-1] == b""
        if complete:
            pieces.pop()
        for position, piece in enumerate(pieces):
            if position == 0 and step.partial and step.lines:
                step.lines[-1] += piece
            else:
                begun = step.last_start()
                seconds = log.timestamp - begun if begun is not None else 0.0
                precision = 3 if seconds < 10 else 2 if seconds < 100 else 1
                step.lines.append(b"%.*f " % (precision, seconds) + piece)
        step.partial = not complete
        self.updates[step.vertex.digest] = None
        step.touch(self.clock())
