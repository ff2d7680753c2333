"""Compose's workers on the fake engine: containers as lists show them, and what was reported."""

from __future__ import annotations

from typing import Any

from pydock.compose import labels
from pydock.compose.events import Reporter
from pydock.compose.observe import Container
from pydock.progress import Event


class Shown:
    """A Progress that keeps what it is given."""

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
    def report(self) -> Reporter:
        return Reporter(self)


def container(service: str, number: int = 1, **summary: Any) -> Container:
    """A container of project ``p``, running unless said otherwise; its id is ``SERVICE-NUMBER``."""
    marks = {labels.SERVICE: service, labels.NUMBER: str(number), labels.PROJECT: "p", **summary.pop("marks", {})}
    whole = {"Id": f"{service}-{number}", "Names": [f"/p-{service}-{number}"], "State": "running", "Labels": marks}
    return Container({**whole, **summary})
