from __future__ import annotations

import pytest

from pydock.build.buildkit.control import Control
from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.proto.control_pb2 import BuildHistoryEvent, BuildHistoryRecord, BuildHistoryRequest
from pydock.commands.buildx.history._records import Records, listed, name_of, pick
from pydock.errors import PydockError
from tests.support.grpc import serving

RECORDS = [
    BuildHistoryRecord(Ref="old", CreatedAt={"seconds": 1}, CompletedAt={"seconds": 2}),
    BuildHistoryRecord(Ref="new", CreatedAt={"seconds": 5}, CompletedAt={"seconds": 6}),
    BuildHistoryRecord(Ref="running", CreatedAt={"seconds": 9}),
]


def _history(call: Call) -> None:
    asked = BuildHistoryRequest.FromString(call.receive() or b"")
    for record in RECORDS:
        if asked.Ref in ("", record.Ref):
            call.send(BuildHistoryEvent(record=record).SerializeToString())


def _found(control: Control) -> Records:
    return Records(control, "default", "default", listed(control))


def test_a_record_is_found_by_place_and_by_name() -> None:
    with serving({"/moby.buildkit.v1.Control/ListenBuildHistory": _history}) as control:
        found = _found(control)
        assert [record.Ref for record in found.records] == ["running", "new", "old"]
        names = [pick(found, word).Ref for word in (None, "^0", "^1", "default/default/old")]
        assert names == ["running", "new", "old", "old"]
        for word, text in (
            ("^5", "no completed build found with offset 3"),
            ("^x", 'invalid offset "^x": strconv.Atoi: parsing "x": invalid syntax'),
            ("gone", 'no record found for ref "gone"'),
        ):
            with pytest.raises(PydockError) as caught:
                pick(found, word)
            assert caught.value.message == text
        with pytest.raises(PydockError, match="no records found"):
            pick(found._replace(records=[]), None)


@pytest.mark.parametrize(
    ("attributes", "state", "name"),
    [
        ({}, {"LocalPath": "/a/app", "DockerfilePath": "/a/app/Dockerfile"}, "app"),
        ({}, {"LocalPath": "/a/app", "DockerfilePath": "/a/app/sub/Dockerfile"}, "app/sub"),
        ({}, {"LocalPath": "/a/app", "DockerfilePath": "/a/Other"}, "a/Other"),
        ({"target": "t"}, {"LocalPath": "/a/app"}, "app (t)"),
        ({"context": "https://x/y.git"}, {"LocalPath": "/a/app"}, "https://x/y.git"),
        ({"filename": "x.df"}, {}, "x.df"),
        ({"build-arg:BUILDKIT_BUILD_NAME": "given", "target": "t"}, {"LocalPath": "/a"}, "given"),
        ({"vcs:source": "https://x/y.git"}, {}, "https://x/y.git"),
        ({"target": "t"}, {}, "t"),
    ],
)
def test_the_name_of_a_build(attributes: dict[str, str], state: dict[str, str], name: str) -> None:
    assert name_of(BuildHistoryRecord(FrontendAttrs=attributes), state) == name
