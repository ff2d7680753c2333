"""A build as JSON lines of the one event model."""

from __future__ import annotations

import io
import json
from typing import Any

from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex, Warning
from pydock.render.progress.buildkit_lines import Lines
from tests.render.progress.test_plain import Sink


def shown(*batches: Batch) -> list[dict[str, Any]]:
    out = Sink()
    display = Lines(out, lambda: 1.5)
    for batch in batches:
        display.update(batch)
    display.tick()
    display.finish()
    return [json.loads(line) for line in io.StringIO(out.text)]


def test_the_states_of_a_step() -> None:
    states = (
        Vertex("sha256:1", "[1/2] RUN make"),
        Vertex("sha256:1", "[1/2] RUN make", started=1.0),
        Vertex("sha256:1", "[1/2] RUN make", started=1.0, completed=3.5),
        Vertex("sha256:2", "[2/2] COPY", cached=True, started=1.0, completed=1.0),
        Vertex("sha256:3", "export", started=1.0, completed=2.0, error="no space"),
    )
    lines = shown(*[Batch(vertexes=(state,)) for state in states])
    assert [line["state"] for line in lines] == ["waiting", "working", "done", "done", "failed"]
    assert lines[2] == {
        "time": 1.5, "id": "sha256:1", "status": "[1/2] RUN make", "state": "done", "seconds": 2.5,
    }  # fmt: skip
    assert (lines[3]["detail"], lines[4]["detail"]) == ("cached", "no space")


def test_what_a_step_writes_and_moves() -> None:
    lines = shown(
        Batch(vertexes=(Vertex("sha256:1", "RUN make", started=1.0),)),
        Batch(
            statuses=(Status("layer", "sha256:1", "downloading", 5, 10), Status("x", "sha256:1", completed=2.0)),
            logs=(Log("sha256:1", 1.0, 1, b"hello\n"),),
            warnings=(Warning("sha256:1", 1, "Look here", url="https://x"),),
        ),
    )
    assert lines[1] == {
        "time": 1.5, "id": "layer", "status": "downloading", "state": "working", "group": "sha256:1",
        "current": 5, "total": 10, "unit": "B",
    }  # fmt: skip
    assert (lines[2]["id"], lines[2]["status"], lines[2]["state"]) == ("x", "x", "done")
    assert (lines[3]["id"], lines[3]["status"], lines[3]["detail"]) == ("sha256:1", "RUN make", "hello\n")
    assert (lines[4]["status"], lines[4]["state"], lines[4]["group"]) == ("Look here", "warning", "sha256:1")
