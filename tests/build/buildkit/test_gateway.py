"""Asking a frontend within an empty solve."""

from __future__ import annotations

import threading

import pytest

from pydock.build.buildkit.gateway import call_frontend
from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import GrpcError
from pydock.build.buildkit.proto import control_pb2 as messages
from pydock.build.buildkit.proto import gateway_pb2
from pydock.render.progress.buildkit_events import Batch
from tests.support.grpc import serving

_CONTROL = "/moby.buildkit.v1.Control/"
_BRIDGE = "/moby.buildkit.v1.frontend.LLBBridge/"


class _Display:
    tick_seconds = 1.0

    def update(self, batch: Batch) -> None:
        """Nothing is shown."""

    def tick(self) -> None:
        """Nothing moves."""


class _Engine:
    """A solve that lasts until its frontend's result is returned; ``failure`` is what the frontend says."""

    def __init__(self, failure: str = "") -> None:
        self.failure = failure
        self.outer = messages.SolveRequest()
        self.inner = gateway_pb2.SolveRequest()
        self.returned = gateway_pb2.ReturnRequest()
        self.over = threading.Event()
        self.handlers = {
            _CONTROL + "Solve": self._solve,
            _CONTROL + "Status": lambda call: self.over.wait(10),
            _BRIDGE + "Ping": lambda call: call.send(b""),
            _BRIDGE + "Solve": self._inner,
            _BRIDGE + "Return": self._return,
        }

    def _solve(self, call: Call) -> None:
        self.outer.ParseFromString(call.receive() or b"")
        self.over.wait(10)
        call.send(messages.SolveResponse().SerializeToString())

    def _inner(self, call: Call) -> None:
        self.inner.ParseFromString(call.receive() or b"")
        if self.failure:
            raise GrpcError(3, self.failure)
        answer = gateway_pb2.SolveResponse()
        answer.result.metadata["result.txt"] = b"fine"
        call.send(answer.SerializeToString())

    def _return(self, call: Call) -> None:
        self.returned.ParseFromString(call.receive() or b"")
        call.send(b"")
        self.over.set()


def _request() -> messages.SolveRequest:
    request = messages.SolveRequest(Ref="r", Frontend="dockerfile.v0")
    request.FrontendAttrs["requestid"] = "frontend.outline"
    return request


def test_the_answer_is_the_frontends() -> None:
    engine = _Engine()
    with serving(engine.handlers) as control:
        result = call_frontend(control, _request(), _Display())
    assert (result.reference, result.metadata) == ("r", {"result.txt": b"fine"})
    assert engine.outer.Frontend == "" and engine.inner.Frontend == "dockerfile.v0"
    assert engine.inner.FrontendOpt["requestid"] == "frontend.outline"
    assert not engine.returned.HasField("error")


def test_a_failure_ends_the_solve_and_is_raised() -> None:
    engine = _Engine("no such stage")
    with serving(engine.handlers) as control, pytest.raises(GrpcError, match="failed to solve: no such stage"):
        call_frontend(control, _request(), _Display())
    assert engine.returned.error.message == "no such stage" and engine.returned.error.code == 3
