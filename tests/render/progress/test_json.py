"""Progress for programs."""

from __future__ import annotations

import json

from pydock.progress import DONE, Event
from pydock.render.progress.json import Json
from tests.render.progress.test_plain import Sink


def test_one_object_a_line() -> None:
    sink = Sink()
    with Json(sink, lambda: 1.2345) as progress:
        progress.event(Event("a", "Downloading", current=1, total=2, group="img"))
        progress.event(Event("a", "Done", DONE, seconds=1.5))
    assert [json.loads(line) for line in sink.text.splitlines()] == [
        {
            "time": 1.234, "id": "a", "status": "Downloading", "state": "working", "group": "img", "current": 1,
            "total": 2, "unit": "B",
        },
        {"time": 1.234, "id": "a", "status": "Done", "state": "done", "seconds": 1.5},
    ]  # fmt: skip
