"""Blobs of OCI layouts, lent to the engine: named contexts ``oci-layout://``, local caches, results in folders."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from typing import IO

from pydock.build.buildkit.grpc.channel import Call, Handler
from pydock.build.buildkit.grpc.status import (
    ALREADY_EXISTS,
    FAILED_PRECONDITION,
    INVALID_ARGUMENT,
    NOT_FOUND,
    OUT_OF_RANGE,
    PERMISSION_DENIED,
    GrpcError,
)
from pydock.build.buildkit.layout import Layout
from pydock.build.buildkit.proto import content_pb2 as messages
from pydock.build.buildkit.walk import go_reason

_SERVICE = "/containerd.services.content.v1.Content/"
_STORE = "buildkit-attachable-store-id"
_CHUNK = 1 << 20


class ContentStores:
    """``layouts`` by the name under which the engine asks for them; it may write to the ``writable`` ones only."""

    def __init__(self, layouts: Mapping[str, Layout], writable: Mapping[str, Layout] | None = None) -> None:
        self._writable = dict(writable or {})
        self._layouts = {**layouts, **self._writable}

    def handlers(self) -> dict[str, Handler]:
        """The calls of the content service that reading and writing need."""
        handlers: dict[str, Handler] = {_SERVICE + "Info": self.info, _SERVICE + "Read": self.read}
        if self._writable:
            handlers[_SERVICE + "Write"] = self.write
        return handlers

    def info(self, call: Call) -> None:
        """A blob's size."""
        request = messages.InfoRequest.FromString(call.receive() or b"")
        size = os.stat(self._existing(call, request.digest)).st_size
        call.send(messages.InfoResponse(info=messages.Info(digest=request.digest, size=size)).SerializeToString())

    def read(self, call: Call) -> None:
        """A blob's bytes."""
        request = messages.ReadContentRequest.FromString(call.receive() or b"")
        offset, left = request.offset, request.size or None
        with open(self._existing(call, request.digest), "rb") as file:
            file.seek(offset)
            while chunk := file.read(min(_CHUNK, left) if left is not None else _CHUNK):
                call.send(messages.ReadContentResponse(offset=offset, data=chunk).SerializeToString())
                offset += len(chunk)
                if left is not None:
                    left -= len(chunk)

    def write(self, call: Call) -> None:
        """A new blob, which is there once all of it has come and has the digest that was announced."""
        layout = self._layout(call)
        if layout not in self._writable.values():
            raise GrpcError(PERMISSION_DENIED, "this store is only read from")
        try:
            _Writing(call, layout).run()
        except OSError as error:
            raise GrpcError(FAILED_PRECONDITION, f"write {layout.folder}: {go_reason(error)}") from error

    def _layout(self, call: Call) -> Layout:
        name = (call.metadata.get(_STORE) or [""])[0]
        if name not in self._layouts:
            raise GrpcError(NOT_FOUND, f"unknown store {name}: not found")
        return self._layouts[name]

    def _existing(self, call: Call, digest: str) -> str:
        path = _path(self._layout(call), digest)
        if not os.path.isfile(path):
            raise GrpcError(NOT_FOUND, f"content {digest}: not found")
        return path


class _Writing:
    def __init__(self, call: Call, layout: Layout) -> None:
        self.call = call
        self.layout = layout
        self.expected = ""
        self.offset = 0
        self.hash = hashlib.sha256()

    def run(self) -> None:
        """Answer every message until a commit. What was written is gone if none comes."""
        folder = os.path.join(self.layout.folder, "ingest")
        os.makedirs(folder, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            try:
                for data in self.call:
                    if self._take(messages.WriteContentRequest.FromString(data), file.file):
                        file.close()
                        self._commit(file.name)
                        self._answer(messages.WriteAction.COMMIT)
                        return
            finally:
                if os.path.exists(file.name):
                    os.unlink(file.name)

    def _take(self, request: messages.WriteContentRequest, file: IO[bytes]) -> bool:
        """Do what one message asks for; whether it was a commit."""
        if request.expected:
            self.expected = request.expected
            if os.path.isfile(_path(self.layout, self.expected)):
                raise GrpcError(ALREADY_EXISTS, f"blob with expected digest {self.expected} exists: already exists")
        if request.action == messages.WriteAction.STAT:
            self._answer(request.action)
            return False
        if request.offset != self.offset and (request.offset or request.data):
            raise GrpcError(OUT_OF_RANGE, f"write @{request.offset} must occur at current offset {self.offset}")
        file.write(request.data)
        self.hash.update(request.data)
        self.offset += len(request.data)
        if request.action == messages.WriteAction.WRITE:
            self._answer(request.action)
            return False
        self._check(request.total)
        return True

    def _check(self, total: int) -> None:
        if total and total != self.offset:
            reason = f"unexpected commit size {self.offset}, expected {total}: failed precondition"
            raise GrpcError(FAILED_PRECONDITION, reason)
        if self.expected and self.expected != self._digest:
            reason = f"unexpected commit digest {self._digest}, expected {self.expected}: failed precondition"
            raise GrpcError(FAILED_PRECONDITION, reason)

    def _commit(self, path: str) -> None:
        final = _path(self.layout, self._digest)
        os.makedirs(os.path.dirname(final), exist_ok=True)
        os.chmod(path, 0o444)
        os.replace(path, final)

    def _answer(self, action: messages.WriteAction) -> None:
        answer = messages.WriteContentResponse(action=action, offset=self.offset, digest=self._digest)
        self.call.send(answer.SerializeToString())

    @property
    def _digest(self) -> str:
        return f"sha256:{self.hash.hexdigest()}"


def _path(layout: Layout, digest: str) -> str:
    try:
        return layout.blob(digest)
    except ValueError as error:
        raise GrpcError(INVALID_ARGUMENT, str(error)) from error
