"""``--metadata-file``."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from pydock.build.buildkit.bundle import plain
from pydock.build.buildkit.control import Control
from pydock.build.buildkit.grpc.channel import Call, Handler
from pydock.build.buildkit.metadata import metadata, results
from pydock.build.buildkit.proto import content_pb2
from pydock.build.buildkit.proto import control_pb2 as messages
from pydock.build.buildkit.run import Result
from tests.support.grpc import serving

if TYPE_CHECKING:
    from pydock.build.buildkit.node import Node

PREDICATE: dict[str, Any] = {"buildType": "t", "buildConfig": {"x": 1}, "metadata": {"y": 2}}


class Place:
    """A builder's node, whose BuildKit remembers one build with attestations of ``kinds``."""

    builder, name = "mine", "mine0"

    def __init__(self, control: Control) -> None:
        self._control = control

    def control(self) -> Control:
        return self._control


def history(*kinds: str) -> dict[str, Handler]:
    def listen(call: Call) -> None:
        assert messages.BuildHistoryRequest.FromString(call.receive() or b"").Ref == "r"
        event = messages.BuildHistoryEvent()
        for kind in kinds:
            found = event.record.Result.Attestations.add(digest=kind)
            found.annotations["in-toto.io/predicate-type"] = kind
        call.send(event.SerializeToString())

    def read(call: Call) -> None:
        digest = content_pb2.ReadContentRequest.FromString(call.receive() or b"").digest
        data = json.dumps({"predicate": {**PREDICATE, "from": digest}}).encode()
        call.send(content_pb2.ReadContentResponse(data=data).SerializeToString())

    return {
        "/moby.buildkit.v1.Control/ListenBuildHistory": listen,
        "/containerd.services.content.v1.Content/Read": read,
    }


def made(handlers: dict[str, Handler], provenance: str = "min", **response: str) -> dict[str, Any]:
    with serving(handlers) as control:
        return metadata(cast("Node", Place(control)), Result("r", dict(response)), provenance)


def packed(value: Any) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def test_what_exporters_said_is_opened_where_it_is_json() -> None:
    found = made({}, "disabled", a=packed({"x": 1}), b="sha256:1", c=packed([1]), d=packed("text"))
    assert found == {
        "a": {"x": 1}, "b": "sha256:1", "c": packed([1]), "d": packed("text"), "buildx.build.ref": "mine/mine0/r",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("provenance", "kept"),
    [("min", {"buildType", "from"}), ("max", {"buildType", "from", "buildConfig", "metadata"})],
)
def test_provenance(provenance: str, kept: set[str]) -> None:
    known = history("https://spdx.dev/Document", "https://slsa.dev/provenance/v0.2")
    found = made(known, provenance)["buildx.build.provenance"]
    assert set(found) == kept
    assert found["from"] == "https://slsa.dev/provenance/v0.2"


def test_an_engine_without_records_says_nothing() -> None:
    assert list(made({})) == ["buildx.build.ref"]
    assert list(made(history("https://spdx.dev/Document"))) == ["buildx.build.ref"]


def test_results_of_all_platforms() -> None:
    record = messages.BuildHistoryRecord()
    assert results(record) == []
    for key in ("linux/arm64", "linux/amd64"):
        record.Results[key].Attestations.add(digest=key)
    assert [info.Attestations[0].digest for info in results(record)] == ["linux/amd64", "linux/arm64"]


def test_messages_as_go_writes_them() -> None:
    record = messages.BuildHistoryRecord(Ref="r", numCachedSteps=2)
    record.FrontendAttrs["b"] = "2"
    record.FrontendAttrs["a"] = "1"
    record.Results["p"].Attestations.add(digest="d")
    assert plain(record) == {
        "Ref": "r",
        "FrontendAttrs": {"a": "1", "b": "2"},
        "Results": {"p": {"Attestations": [{"digest": "d"}]}},
        "numCachedSteps": 2,
    }
