"""BuildKit's status messages as the renderer's events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.build.buildkit.events import batch, changed_files
from pydock.build.buildkit.proto import control_pb2 as messages
from pydock.render.progress.buildkit_events import Batch, Log, Status, Vertex, Warning

if TYPE_CHECKING:
    from google.protobuf.timestamp_pb2 import Timestamp


def at(seconds: float) -> Timestamp:
    from google.protobuf.timestamp_pb2 import Timestamp

    return Timestamp(seconds=int(seconds), nanos=int(seconds % 1 * 1e9))


def test_an_empty_message() -> None:
    assert batch(messages.StatusResponse()) == Batch()


def test_steps() -> None:
    message = messages.StatusResponse()
    message.vertexes.add(digest="a", name="A", inputs=["x"], cached=True, started=at(1.5), completed=at(2), error="no")
    grouped = message.vertexes.add(digest="b", name="B")
    grouped.progressGroup.id, grouped.progressGroup.name = "g", "G"
    assert batch(message).vertexes == (
        Vertex("a", "A", ("x",), True, 1.5, 2.0, "no", None),
        Vertex("b", "B", (), False, None, None, "", ("g", "G")),
    )


def test_what_goes_on_in_them() -> None:
    message = messages.StatusResponse()
    message.statuses.add(ID="s", vertex="a", name="n", current=1, total=2, timestamp=at(3), started=at(1))
    message.logs.add(vertex="a", timestamp=at(4), stream=2, msg=b"\xff\n")
    assert batch(message).statuses == (Status("s", "a", "n", 1, 2, 3.0, 1.0, None),)
    assert batch(message).logs == (Log("a", 4.0, 2, b"\xff\n"),)


def test_warnings() -> None:
    message = messages.StatusResponse()
    full = message.warnings.add(vertex="a", level=1, short=b"sh\xff", detail=[b"d"], url="u")
    full.info.filename, full.info.data = "Dockerfile", b"FROM x\n"
    spot = full.ranges.add()
    spot.start.line, spot.end.line = 1, 2
    message.warnings.add(vertex="b", level=2)
    assert batch(message).warnings == (
        Warning("a", 1, "sh\ufffd", ("d",), "u", ("Dockerfile", b"FROM x\n"), ((1, 2),)),
        Warning("b", 2, ""),
    )


def test_files_that_changed_while_they_were_sent() -> None:
    found = changed_files(["a", "b"])
    (step,) = found.vertexes
    assert step.started == step.completed
    assert [(warning.vertex, warning.short.split()[0]) for warning in found.warnings] == [
        (step.digest, "a"), (step.digest, "b"),
    ]  # fmt: skip
