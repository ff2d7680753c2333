"""The engine's BuildKit service: solving, its progress, its disk, its workers, its history. POST /grpc."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pydock.build.buildkit.grpc.channel import Call, Channel
from pydock.build.buildkit.proto import control_pb2 as messages
from pydock.build.buildkit.proto import gateway_pb2, worker_pb2

if TYPE_CHECKING:
    from pydock.build.buildkit.grpc.channel import Transport

_CONTROL = "/moby.buildkit.v1.Control/"
_BRIDGE = "/moby.buildkit.v1.frontend.LLBBridge/"
_CONTENT = "/containerd.services.content.v1.Content/"
_BUILD_ID = "buildkit-controlapi-buildid"


class Control:
    """One gRPC connection as a client. Every method may raise GrpcError."""

    def __init__(self, transport: Transport) -> None:
        self._channel = Channel(transport, client=True)
        self._channel.begin()

    def close(self) -> None:
        """Close the connection; what runs on it is cancelled."""
        self._channel.close()

    def solve(self, request: messages.SolveRequest) -> Call:
        """Begin a solve; its only message is a SolveResponse."""
        return self._channel.call(_CONTROL + "Solve", request.SerializeToString())

    def status(self, reference: str) -> Call:
        """The progress of a solve as StatusResponse messages, from its beginning to its end."""
        request = messages.StatusRequest(Ref=reference)
        return self._channel.call(_CONTROL + "Status", request.SerializeToString())

    def session(self, metadata: Sequence[tuple[str, str]]) -> Call:
        """A call that carries a session's bytes."""
        return self._channel.call(_CONTROL + "Session", metadata=metadata)

    def bridge_solve(self, build: str, request: gateway_pb2.SolveRequest) -> Call:
        """Solve within the solve ``build``, whose result is ours to look at and to return."""
        return self._channel.call(_BRIDGE + "Solve", request.SerializeToString(), [(_BUILD_ID, build)])

    def bridge_ping(self, build: str) -> None:
        """Wait until the solve ``build`` listens to us."""
        self._channel.unary(_BRIDGE + "Ping", b"", [(_BUILD_ID, build)])

    def bridge_return(self, build: str, request: gateway_pb2.ReturnRequest) -> None:
        """End the solve ``build`` with a result or an error."""
        self._channel.unary(_BRIDGE + "Return", request.SerializeToString(), [(_BUILD_ID, build)])

    def workers(self) -> Sequence[worker_pb2.WorkerRecord]:
        """What builds: platforms, garbage collection rules, version."""
        data = self._channel.unary(_CONTROL + "ListWorkers", b"")
        return messages.ListWorkersResponse.FromString(data).record

    def version(self) -> str:
        """BuildKit's version; empty where the engine does not say (20.10)."""
        from pydock.build.buildkit.grpc.status import UNIMPLEMENTED, GrpcError

        try:
            data = self._channel.unary(_CONTROL + "Info", b"")
        except GrpcError as error:
            if error.code == UNIMPLEMENTED:
                return ""
            raise
        return messages.InfoResponse.FromString(data).buildkitVersion.version

    def disk_usage(self, filters: Sequence[str] = ()) -> Sequence[messages.UsageRecord]:
        """The cache's records, in the engine's order."""
        request = messages.DiskUsageRequest(filter=filters)
        data = self._channel.unary(_CONTROL + "DiskUsage", request.SerializeToString())
        return messages.DiskUsageResponse.FromString(data).record

    def prune(self, request: messages.PruneRequest) -> Iterator[messages.UsageRecord]:
        """Delete cache; gives each record that went."""
        call = self._channel.call(_CONTROL + "Prune", request.SerializeToString())
        for data in call:
            yield messages.UsageRecord.FromString(data)
        call.check()

    def history(
        self, reference: str = "", filters: Sequence[str] = (), limit: int = 0, active: bool = False
    ) -> Iterator[messages.BuildHistoryEvent]:
        """Build records as they are now."""
        request = messages.BuildHistoryRequest(
            Ref=reference, EarlyExit=True, Filter=filters, Limit=limit, ActiveOnly=active
        )
        call = self._channel.call(_CONTROL + "ListenBuildHistory", request.SerializeToString())
        for data in call:
            yield messages.BuildHistoryEvent.FromString(data)
        call.check()

    def update_history(self, request: messages.UpdateBuildHistoryRequest) -> None:
        """Pin, unpin, delete or finish a build record."""
        self._channel.unary(_CONTROL + "UpdateBuildHistory", request.SerializeToString())

    def blob(self, digest: str) -> bytes:
        """A blob of the build history (logs, provenance) by its digest."""
        from pydock.build.buildkit.proto import content_pb2

        request = content_pb2.ReadContentRequest(digest=digest)
        call = self._channel.call(_CONTENT + "Read", request.SerializeToString())
        out = bytearray()
        for data in call:
            out += content_pb2.ReadContentResponse.FromString(data).data
        call.check()
        return bytes(out)


def exporters(outputs: Sequence[tuple[str, Mapping[str, str]]]) -> list[messages.Exporter]:
    """(type, attributes) pairs as messages."""
    return [messages.Exporter(Type=kind, Attrs=dict(attributes)) for kind, attributes in outputs]
