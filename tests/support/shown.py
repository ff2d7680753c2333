"""Progress that keeps what it is given."""

from __future__ import annotations

from pydock.progress import Event


class Shown:
    """A Progress; ``events`` is what came."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def event(self, event: Event, /) -> None:
        self.events.append(event)

    def close(self, *, failed: bool = False) -> None:
        """Nothing to end."""

    def __enter__(self) -> Shown:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lines(self) -> list[str]:
        """What a pipe gets, without the line ends."""
        return [event.plain.rstrip("\n").strip() for event in self.events]

    @property
    def states(self) -> list[str]:
        """What each event is about and what became of it."""
        return [f"{event.id}: {event.status}" for event in self.events]
