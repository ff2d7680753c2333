"""Steps of our own among the engine's: noted by any thread, shown by the one that follows the build."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pydock.build.buildkit.session import new_identifier
from pydock.render.progress.buildkit_events import Batch, Vertex

if TYPE_CHECKING:
    from pydock.build.buildkit.run import Display


class Notes:
    """What was done and is not shown yet."""

    def __init__(self) -> None:
        self._waiting: deque[Batch] = deque()

    def done(self, title: str) -> None:
        """Note a step that took no time."""
        from time import time

        now = time()
        self._waiting.append(Batch(vertexes=(Vertex(f"pydock:{new_identifier()}", title, started=now, completed=now),)))

    def show(self, display: Display) -> None:
        """Hand ``display`` what waits."""
        while self._waiting:
            display.update(self._waiting.popleft())


class Noted:
    """The display ``inner`` with ``notes`` before whatever comes next."""

    def __init__(self, inner: Display, notes: Notes) -> None:
        self.tick_seconds = inner.tick_seconds
        self._inner = inner
        self._notes = notes

    def update(self, batch: Batch) -> None:
        """Show the notes and then what happened."""
        self._notes.show(self._inner)
        self._inner.update(batch)

    def tick(self) -> None:
        """Show the notes and then that time goes by."""
        self._notes.show(self._inner)
        self._inner.tick()
