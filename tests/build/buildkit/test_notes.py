"""Steps of our own in the progress."""

from __future__ import annotations

from pydock.build.buildkit.notes import Noted, Notes
from pydock.render.progress.buildkit_events import Batch


class _Display:
    tick_seconds = 7.0

    def __init__(self) -> None:
        self.seen: list[str] = []

    def update(self, batch: Batch) -> None:
        self.seen += [vertex.name for vertex in batch.vertexes] or ["engine"]

    def tick(self) -> None:
        self.seen.append("tick")


def test_notes_come_before_what_follows_them() -> None:
    notes, display = Notes(), _Display()
    noted = Noted(display, notes)
    assert noted.tick_seconds == 7.0
    notes.done("one")
    noted.update(Batch())
    notes.done("two")
    noted.tick()
    notes.done("three")
    notes.show(display)
    assert display.seen == ["one", "engine", "two", "tick", "three"]
