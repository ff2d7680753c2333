"""BuildKit's messages as ours: events, records, metadata, session identifiers, links."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from pydock.build.buildkit.bundle import plain
from pydock.build.buildkit.events import batch
from pydock.build.buildkit.follow import follow_links
from pydock.build.buildkit.metadata import metadata, results
from pydock.build.buildkit.node import EngineNode
from pydock.build.buildkit.proto import control_pb2
from pydock.build.buildkit.request import Driver
from pydock.build.buildkit.run import Result
from pydock.build.buildkit.session import new_identifier
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint


def test_events() -> None:
    message = control_pb2.StatusResponse()
    vertex = message.vertexes.add(digest="d", name="n", cached=True)
    vertex.started.FromNanoseconds(1_500_000_000)
    message.logs.add(vertex="d", stream=2, msg=b"x")
    message.statuses.add(ID="s", vertex="d", current=1)
    warning = message.warnings.add(vertex="d", short=b"w")
    warning.ranges.add().start.line = 3
    got = batch(message)
    assert got.vertexes[0].started == 1.5 and got.vertexes[0].completed is None and got.vertexes[0].cached
    assert got.logs[0].data == b"x" and got.statuses[0].started is None
    assert got.warnings[0].lines == ((3, 0),) and got.warnings[0].source is None


def test_records_as_json() -> None:
    record = control_pb2.BuildHistoryRecord(Ref="r", FrontendAttrs={"a": "b"})
    record.CreatedAt.seconds = 7
    record.Results["linux/amd64"].Attestations.add(digest="sha256:1", size=2)
    assert plain(record) == {
        "Ref": "r",
        "FrontendAttrs": {"a": "b"},
        "CreatedAt": {"seconds": 7},
        "Results": {"linux/amd64": {"Attestations": [{"digest": "sha256:1", "size": 2}]}},
    }
    assert len(results(record)) == 1


def test_metadata_opens_documents() -> None:
    response = {"a": base64.b64encode(b'{"x": 1}').decode(), "b": "sha256:1", "containerimage.digest": "sha256:2"}
    result = Result("ref", response)
    node = EngineNode(Connection(Endpoint("x", "unix:///nonexistent")), Driver())
    found = metadata(node, result, "disabled")
    assert found["a"] == {"x": 1} and found["b"] == "sha256:1"
    assert found["buildx.build.ref"] == "default/default/ref" and result.image == "sha256:2"


def test_identifiers() -> None:
    assert re.fullmatch(r"[0-9a-z]{25}", new_identifier()) and new_identifier() != new_identifier()


def test_links_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/f").touch()
    (tmp_path / "up").symlink_to("../../../d")
    (tmp_path / "loop").symlink_to("loop")
    root = str(tmp_path).encode()
    assert follow_links(root, ["up/f"]) == ["d/f", "up"]
    assert follow_links(root, ["d/*"]) == ["d/*", "d/f"]
    assert follow_links(root, ["loop"]) == ["loop"]
