"""BuildKit progress as JSON, a line for each batch of events (``--progress rawjson``)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from pydock.render.progress.buildkit_events import Batch, Status, Vertex, Warning
from pydock.render.progress.buildkit_plain import Sink
from pydock.render.progress.buildkit_trace import Trace


class RawJson:
    """Writes to ``out``."""

    tick_seconds = 60.0

    def __init__(self, out: Sink, clock: Callable[[], float]) -> None:
        self.trace = Trace(clock)
        self._out = out

    def update(self, batch: Batch) -> None:
        """Print one line."""
        self.trace.update(batch)
        data: dict[str, Any] = {
            "vertexes": [_vertex(v) for v in batch.vertexes],
            "statuses": [_status(s) for s in batch.statuses],
            "logs": [
                {
                    "vertex": log.vertex,
                    "stream": log.stream,
                    "data": base64.b64encode(log.data).decode(),
                    "timestamp": time_text(log.timestamp),
                }
                for log in batch.logs
            ],
            "warnings": [_warning(w) for w in batch.warnings],
        }
        text = json.dumps({k: v for k, v in data.items() if v}, separators=(",", ":"), ensure_ascii=False)
        self._out.write(text.encode("utf-8", "surrogateescape") + b"\n")
        self._out.flush()

    def tick(self) -> None:
        """Nothing waits."""

    def finish(self) -> None:
        """Nothing is kept back."""


def time_text(seconds: float) -> str:
    """RFC 3339 in UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat().replace("+00:00", "Z")


def _vertex(v: Vertex) -> dict[str, Any]:
    out: dict[str, Any] = {"digest": v.digest}
    if v.inputs:
        out["inputs"] = list(v.inputs)
    out["name"] = v.name
    if v.started is not None:
        out["started"] = time_text(v.started)
    if v.completed is not None:
        out["completed"] = time_text(v.completed)
    if v.cached:
        out["cached"] = True
    if v.error:
        out["error"] = v.error
    if v.group is not None:
        out["progressGroup"] = {"id": v.group[0], "name": v.group[1]}
    return out


def _status(s: Status) -> dict[str, Any]:
    out: dict[str, Any] = {"id": s.identifier, "vertex": s.vertex}
    if s.name:
        out["name"] = s.name
    if s.total:
        out["total"] = s.total
    out["current"] = s.current
    out["timestamp"] = time_text(s.timestamp)
    if s.started is not None:
        out["started"] = time_text(s.started)
    if s.completed is not None:
        out["completed"] = time_text(s.completed)
    return out


def _warning(w: Warning) -> dict[str, Any]:
    out: dict[str, Any] = {"vertex": w.vertex, "level": w.level, "short": _encoded(w.short)}
    if w.detail:
        out["detail"] = [_encoded(text) for text in w.detail]
    if w.url:
        out["url"] = w.url
    if w.source is not None:
        out["sourceInfo"] = {"filename": w.source[0], "data": base64.b64encode(w.source[1]).decode()}
    if w.lines:
        out["range"] = [{"start": {"line": first}, "end": {"line": last}} for first, last in w.lines]
    return out


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
