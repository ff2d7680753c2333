"""Calling a frontend for what it can say of a Dockerfile instead of building it: ``--call``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.build.buildkit.grpc.status import UNKNOWN, GrpcError
from pydock.build.buildkit.proto import control_pb2 as messages
from pydock.build.buildkit.proto import gateway_pb2

if TYPE_CHECKING:
    from pydock.build.buildkit.control import Control
    from pydock.build.buildkit.run import Display, Result


def call_frontend(control: Control, solve: messages.SolveRequest, display: Display) -> Result:
    """Run the solve's frontend inside an empty solve and keep its metadata (``result.json``, ``result.txt``)."""
    import threading

    from pydock.build.buildkit.run import Result
    from pydock.build.buildkit.solving import follow, solve_error

    inner = gateway_pb2.SolveRequest(Frontend=solve.Frontend, allowResultReturn=True, allowResultArrayRef=True)
    inner.FrontendOpt.update(solve.FrontendAttrs)
    outer = messages.SolveRequest(Ref=solve.Ref, Session=solve.Session, Entitlements=solve.Entitlements)
    outer.FrontendAttrs.update(solve.FrontendAttrs)
    for name, definition in solve.FrontendInputs.items():
        inner.FrontendInputs[name].CopyFrom(definition)
    call = control.solve(outer)
    outcome: list[gateway_pb2.SolveResponse | GrpcError] = []

    def talk() -> None:
        try:
            control.bridge_ping(solve.Ref)
            answer = control.bridge_solve(solve.Ref, inner)
            data = answer.receive()
            answer.check()
            outcome.append(gateway_pb2.SolveResponse.FromString(data or b""))
            control.bridge_return(solve.Ref, gateway_pb2.ReturnRequest(result=gateway_pb2.Result()))
        except GrpcError as error:
            outcome.append(error)
            failure = gateway_pb2.ReturnRequest()
            failure.error.code = error.code
            failure.error.message = error.message
            try:
                control.bridge_return(solve.Ref, failure)
            except GrpcError:
                pass  # the solve is over already

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    follow(control.status(solve.Ref), call, display)
    thread.join()
    first = outcome[0] if outcome else GrpcError(UNKNOWN, "the frontend gave no result")
    if isinstance(first, GrpcError):
        raise solve_error(first)
    return Result(solve.Ref, metadata=dict(first.result.metadata), definition=_definition(first.result))


def _definition(result: gateway_pb2.Result) -> bytes:
    """The result as LLB, to be the input of another build; empty where it is none or one per platform."""
    field = result.ref.DESCRIPTOR.fields_by_name["def"]
    message = getattr(result.ref, field.name)
    return bytes(message.SerializeToString())
