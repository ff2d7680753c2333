"""Blobs of OCI layouts, lent to the engine: ``--build-context x=oci-layout://`` and ``--cache-from type=local``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from pydock.build.buildkit.grpc.channel import Call, Handler
from pydock.build.buildkit.grpc.status import NOT_FOUND, GrpcError
from pydock.build.buildkit.proto import content_pb2

_SERVICE = "/containerd.services.content.v1.Content/"
_STORE = "buildkit-attachable-store-id"
_DIGEST = re.compile(r"(sha256|sha384|sha512):([0-9a-f]{64,128})")
_CHUNK = 1 << 20


class ContentStores:
    """Read-only: ``folders`` maps the store's identifier to the layout's folder."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self._folders = dict(folders)

    def handlers(self) -> dict[str, Handler]:
        """The calls of the content service that reading needs."""
        return {_SERVICE + "Info": self.info, _SERVICE + "Read": self.read}

    def info(self, call: Call) -> None:
        """A blob's size."""
        request = content_pb2.InfoRequest.FromString(call.receive() or b"")
        size = os.stat(self._path(call, request.digest)).st_size
        info = content_pb2.Info(digest=request.digest, size=size)
        call.send(content_pb2.InfoResponse(info=info).SerializeToString())

    def read(self, call: Call) -> None:
        """A blob's bytes."""
        request = content_pb2.ReadContentRequest.FromString(call.receive() or b"")
        offset, left = request.offset, request.size or None
        with open(self._path(call, request.digest), "rb") as file:
            file.seek(offset)
            while chunk := file.read(min(_CHUNK, left) if left is not None else _CHUNK):
                call.send(content_pb2.ReadContentResponse(offset=offset, data=chunk).SerializeToString())
                offset += len(chunk)
                if left is not None:
                    left -= len(chunk)

    def _path(self, call: Call, digest: str) -> str:
        store = (call.metadata.get(_STORE) or [""])[0]
        folder = self._folders.get(store.removeprefix("local:")) or self._folders.get(store)
        match = _DIGEST.fullmatch(digest)
        path = os.path.join(folder, "blobs", match[1], match[2]) if folder and match else ""
        if not path or not os.path.isfile(path):
            raise GrpcError(NOT_FOUND, f"content {digest}: not found")
        return path
