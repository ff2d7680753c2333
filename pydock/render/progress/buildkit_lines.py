"""A build as the events that every other progress is made of (``--progress json``): one object a line.

A step's ``id`` is its digest, its ``status`` the step as the Dockerfile has it, its ``detail`` what the step
wrote. What is under way within a step (a layer, a transfer) has an id of its own and the step's as ``group``.
"""

from __future__ import annotations

from collections.abc import Callable

from pydock.progress import DONE, FAILED, WAITING, WARNING, WORKING, Event
from pydock.render.progress.buildkit_events import Batch, Status, Vertex
from pydock.render.progress.buildkit_trace import Trace
from pydock.render.progress.json import Json
from pydock.render.progress.plain import Sink


class Lines:
    """Writes to ``out``; ``clock`` gives seconds since 1970."""

    tick_seconds = 60.0

    def __init__(self, out: Sink, clock: Callable[[], float]) -> None:
        self.trace = Trace(clock)
        self._lines = Json(out, clock)
        self._names: dict[str, str] = {}

    def update(self, batch: Batch) -> None:
        """Print a line for each thing that changed."""
        self.trace.update(batch)
        for vertex in batch.vertexes:
            self._names[vertex.digest] = vertex.name
            self._lines.event(_step(vertex))
        for status in batch.statuses:
            self._lines.event(_part(status))
        for log in batch.logs:
            text = log.data.decode("utf-8", "replace")
            self._lines.event(Event(log.vertex, self._names.get(log.vertex, ""), WORKING, detail=text))
        for warning in batch.warnings:
            self._lines.event(Event("", warning.short, WARNING, group=warning.vertex, detail=warning.url))

    def tick(self) -> None:
        """Nothing moves between events."""

    def finish(self) -> None:
        """Every line stands already."""


def _step(vertex: Vertex) -> Event:
    state = WAITING if vertex.started is None else WORKING
    if vertex.error:
        state = FAILED
    elif vertex.completed is not None or vertex.cached:
        state = DONE
    took = (vertex.completed or 0.0) - (vertex.started or 0.0) if vertex.completed is not None else 0.0
    detail = vertex.error or ("cached" if vertex.cached else "")
    return Event(vertex.digest, vertex.name, state, detail=detail, seconds=round(took, 3))


def _part(status: Status) -> Event:
    state = DONE if status.completed is not None else WORKING
    name = status.name or status.identifier
    return Event(status.identifier, name, state, status.current, status.total, group=status.vertex)
