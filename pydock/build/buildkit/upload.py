"""Uploads: the engine fetches ``http://buildkit-session/ID`` from us, once."""

from __future__ import annotations

from collections.abc import Mapping

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import NOT_FOUND, GrpcError
from pydock.build.buildkit.inputs import Stream
from pydock.build.buildkit.proto import session_pb2

PATH = "/moby.upload.v1.Upload/Pull"
_CHUNK = 1 << 17


class Uploads:
    """Serves ``streams`` by identifier."""

    def __init__(self, streams: Mapping[str, Stream]) -> None:
        self._streams = dict(streams)

    def __call__(self, call: Call) -> None:
        path = (call.metadata.get("urlpath") or [""])[0]
        stream = self._streams.pop(path.lstrip("/"), None)
        if stream is None:
            raise GrpcError(NOT_FOUND, f"no http source {path}")
        while chunk := stream.read(_CHUNK):
            call.send(session_pb2.BytesMessage(data=chunk).SerializeToString())
