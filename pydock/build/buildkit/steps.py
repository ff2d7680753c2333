"""Steps of our own in a build's progress: what happens outside of BuildKit, shown as its steps are."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydock.errors import PydockError
from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex

if TYPE_CHECKING:
    from types import TracebackType

    from pydock.build.buildkit.run import Display


class Step:
    """Shown from ``with`` to its end; a PydockError within is the step's failure and goes on."""

    def __init__(self, display: Display, title: str, clock: Callable[[], float] = time.time) -> None:
        self._display = display
        self._clock = clock
        digest = "sha256:" + hashlib.sha256(f"{title} {clock()}".encode()).hexdigest()
        self._vertex = Vertex(digest, title)

    def __enter__(self) -> Step:
        self._vertex = self._vertex._replace(started=self._clock())
        self._display.update(Batch(vertexes=(self._vertex,)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        failure = error.message if isinstance(error, PydockError) else str(error or "")
        self._vertex = self._vertex._replace(completed=self._clock(), error=failure)
        self._display.update(Batch(vertexes=(self._vertex,)))

    def show(self, status: Status) -> None:
        """Something under way in the step."""
        self._display.update(Batch(statuses=(status._replace(vertex=self._vertex.digest),)))

    def done(self, title: str, size: int, total: int = 0) -> None:
        """A line of the step for something of ``size`` bytes that is over."""
        now = self._clock()
        self.show(Status(title, "", title, size, total, now, now, now))

    def log(self, line: str) -> None:
        """A line that the step says."""
        data = f"{line}\n".encode()
        self._display.update(Batch(logs=(Log(self._vertex.digest, self._clock(), 1, data),)))

    @contextmanager
    def part(self, title: str) -> Iterator[None]:
        """A line of the step with its own time."""
        begun = Status(title, self._vertex.digest, started=self._clock(), timestamp=self._clock())
        self._display.update(Batch(statuses=(begun,)))
        try:
            yield
        finally:
            ended = begun._replace(completed=self._clock(), timestamp=self._clock())
            self._display.update(Batch(statuses=(ended,)))
