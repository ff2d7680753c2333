"""Messages as events."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.progress import DONE, WAITING, WORKING, Event
from pydock.render.progress.events import Lines, event_of
from pydock.render.progress.plain import Plain
from tests.render.progress.test_plain import Sink


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


def test_writes_as_lines_of_no_task() -> None:
    out = Sink()
    lines = Lines(Plain(out, once=True))
    for _ in range(2):
        lines.write("Sending\r\n")
        lines.write(b"bytes\n")
        lines.flush()
    assert out.text == "Sending\r\nbytes\n" * 2
