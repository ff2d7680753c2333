"""The engine's BuildKit service as its client."""

from __future__ import annotations

import pytest

from pydock.build.buildkit.control import exporters
from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import UNIMPLEMENTED, GrpcError
from pydock.build.buildkit.proto import control_pb2 as messages
from tests.support.grpc import serving

_CONTROL = "/moby.buildkit.v1.Control/"


def test_usage_and_filters() -> None:
    def usage(call: Call) -> None:
        request = messages.DiskUsageRequest.FromString(call.receive() or b"")
        answer = messages.DiskUsageResponse()
        answer.record.add(ID=",".join(request.filter), Size=7)
        call.send(answer.SerializeToString())

    with serving({_CONTROL + "DiskUsage": usage}) as control:
        (record,) = control.disk_usage(["type==regular", "id~=a"])
        assert (record.ID, record.Size) == ("type==regular,id~=a", 7)


def test_what_was_pruned_comes_before_the_error() -> None:
    def prune(call: Call) -> None:
        for name in ("a", "b"):
            call.send(messages.UsageRecord(ID=name).SerializeToString())
        raise GrpcError(13, "disk trouble")

    with serving({_CONTROL + "Prune": prune}) as control:
        seen = []
        with pytest.raises(GrpcError, match="disk trouble"):
            for record in control.prune(messages.PruneRequest()):
                seen.append(record.ID)
        assert seen == ["a", "b"]


def test_versions_and_engines_that_do_not_say() -> None:
    def info(call: Call) -> None:
        answer = messages.InfoResponse()
        answer.buildkitVersion.version = "v0.25"
        call.send(answer.SerializeToString())

    def broken(call: Call) -> None:
        raise GrpcError(13, "broken")

    with serving({_CONTROL + "Info": info}) as control:
        assert control.version() == "v0.25"
    with serving({}) as control:
        assert control.version() == ""
        with pytest.raises(GrpcError) as caught:
            control.workers()
        assert caught.value.code == UNIMPLEMENTED
    with serving({_CONTROL + "Info": broken}) as control, pytest.raises(GrpcError, match="broken"):
        control.version()


def test_exporters() -> None:
    (made,) = exporters([("moby", {"name": "x"})])
    assert made.Type == "moby" and dict(made.Attrs) == {"name": "x"}
