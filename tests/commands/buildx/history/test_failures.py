from __future__ import annotations

import base64

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.proto.control_pb2 import BuildHistoryRecord, StatusResponse
from pydock.commands.buildx.history._failures import failure, failure_text
from tests.support.grpc import serving


def _status(call: Call) -> None:
    call.receive()
    other = {"digest": "a", "name": "[1/3] FROM x", "error": "context canceled"}
    step = {"digest": "b", "name": "[2/3] RUN false"}
    call.send(StatusResponse(vertexes=[other, step]).SerializeToString())
    call.send(StatusResponse(logs=[{"vertex": "b", "msg": b"one\ntwo\n"}]).SerializeToString())
    call.send(StatusResponse(vertexes=[{**step, "error": "exit code: 1"}]).SerializeToString())


def test_the_step_that_failed_and_its_log() -> None:
    record = BuildHistoryRecord(Ref="r", error={"code": 2, "message": "exit code: 1"})
    with serving({"/moby.buildkit.v1.Control/Status": _status}) as control:
        found = failure(control, record)
    assert found == {"Code": 2, "Message": "exit code: 1", "Name": "[2/3] RUN false", "Logs": ["one", "two"]}
    text = failure_text({**found, "Sources": base64.b64encode(b"Dockerfile:2\n\n").decode()})
    closing = "Enable --debug to see stack traces for error\n"
    assert text == f"Dockerfile:2\n\nLogs:\n> => [2/3] RUN false:\n> one\n> two\n\n{closing}"
