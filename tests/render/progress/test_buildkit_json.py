"""BuildKit progress as JSON lines."""

from __future__ import annotations

import base64
import io
import json

from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex, Warning
from pydock.render.progress.buildkit_json import RawJson, time_text


def test_one_line_for_each_batch() -> None:
    out = io.BytesIO()
    display = RawJson(out, lambda: 0.0)
    display.update(
        Batch(
            vertexes=(Vertex("sha256:1", "n", ("sha256:2",), True, 1.5, 2.0, "bad", ("g", "group")),),
            statuses=(Status("s", "sha256:1", "n", 1, 2, 3.0, 1.0, 2.0),),
            logs=(Log("sha256:1", 1.0, 2, b"\xff"),),
            warnings=(Warning("sha256:1", 1, "w", ("d",), "u", ("f", b"x"), ((1, 2),)),),
        )
    )
    display.update(Batch(vertexes=(Vertex("sha256:3", "m"),)))
    first, second = [json.loads(line) for line in out.getvalue().splitlines()]
    assert first["vertexes"][0]["started"] == "1970-01-01T00:00:01.500000Z"
    assert first["vertexes"][0]["progressGroup"] == {"id": "g", "name": "group"}
    assert first["statuses"][0]["total"] == 2 and first["statuses"][0]["completed"] == time_text(2.0)
    assert base64.b64decode(first["logs"][0]["data"]) == b"\xff"
    assert first["warnings"][0]["range"] == [{"start": {"line": 1}, "end": {"line": 2}}]
    assert second == {"vertexes": [{"digest": "sha256:3", "name": "m"}]}
