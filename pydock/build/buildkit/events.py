"""BuildKit's status messages as the renderer's events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydock.build.buildkit.proto import control_pb2 as messages
from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex, Warning

if TYPE_CHECKING:
    from google.protobuf.timestamp_pb2 import Timestamp


def batch(message: messages.StatusResponse) -> Batch:
    """One message of the Status stream."""
    return Batch(
        tuple(_vertex(v) for v in message.vertexes),
        tuple(_status(s) for s in message.statuses),
        tuple(Log(g.vertex, _time(g.timestamp), g.stream, g.msg) for g in message.logs),
        tuple(_warning(w) for w in message.warnings),
    )


def _vertex(v: messages.Vertex) -> Vertex:
    return Vertex(
        v.digest,
        v.name,
        tuple(v.inputs),
        v.cached,
        _time(v.started) if v.HasField("started") else None,
        _time(v.completed) if v.HasField("completed") else None,
        v.error,
        (v.progressGroup.id, v.progressGroup.name) if v.HasField("progressGroup") else None,
    )


def _status(s: messages.VertexStatus) -> Status:
    return Status(
        s.ID,
        s.vertex,
        s.name,
        s.current,
        s.total,
        _time(s.timestamp),
        _time(s.started) if s.HasField("started") else None,
        _time(s.completed) if s.HasField("completed") else None,
    )


def _warning(w: messages.VertexWarning) -> Warning:
    return Warning(
        w.vertex,
        w.level,
        w.short.decode("utf-8", "replace"),
        tuple(d.decode("utf-8", "replace") for d in w.detail),
        w.url,
        (w.info.filename, w.info.data) if w.HasField("info") else None,
        tuple((r.start.line, r.end.line) for r in w.ranges),
    )


def _time(stamp: Timestamp) -> float:
    return float(stamp.seconds + stamp.nanos / 1e9)


def changed_files(paths: Sequence[str]) -> Batch:
    """A step of our own that warns of files that were not, when they were sent, what had been announced."""
    from time import time

    now = time()
    step = Vertex("pydock:context", "[internal] compare what was sent", started=now, completed=now)
    found = [
        Warning(step.digest, 1, f"{path} changed while it was sent: the build has what was read") for path in paths
    ]
    return Batch(vertexes=(step,), warnings=tuple(found))
