"""Messages as events."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.progress import DONE, WAITING, WORKING, Event
from pydock.render.progress.events import event_of


@pytest.mark.parametrize(
    ("message", "event"),
    [
        ({"status": "Pulling from x", "id": "1"}, Event("", "1: Pulling from x", plain="1: Pulling from x\n")),
        ({"status": "Waiting", "id": "a", "progressDetail": {}}, Event("a", "Waiting", WAITING, plain="a: Waiting\n")),
        (
            {"status": "Downloading", "id": "a", "progressDetail": {"current": 1, "total": 9}},
            Event("a", "Downloading", WORKING, 1, 9),
        ),
        (
            {"status": "Pull complete", "id": "a", "progressDetail": {}},
            Event("a", "Pull complete", DONE, plain="a: Pull complete\n"),
        ),
        ({"stream": "Loaded image: a\n"}, Event("", "Loaded image: a", plain="Loaded image: a\n")),
    ],
)
def test_events(message: dict[str, Any], event: Event) -> None:
    assert event_of(message) == event
