"""Results that come to us: an archive into a file or standard output, or a folder entry by entry."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import BinaryIO

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import NOT_FOUND, GrpcError
from pydock.build.buildkit.outputs import Output
from pydock.build.buildkit.proto import session_pb2
from pydock.errors import PydockError

PATH = "/moby.filesync.v1.FileSend/DiffCopy"
_EXPORTER = "buildkit-attachable-exporter-id"


class FileSend:
    """Takes what the exporters ``outputs`` send; the key is the exporter's place among them.

    ``stdout`` receives archives without a file. Folders are written with nothing outside of them touched.
    """

    def __init__(self, outputs: Mapping[int, Output], stdout: Callable[[bytes], object]) -> None:
        self._outputs = dict(outputs)
        self._stdout = stdout

    def __call__(self, call: Call) -> None:
        text = (call.metadata.get(_EXPORTER) or [""])[0]
        number = int(text) if text.isdigit() else min(self._outputs, default=0)
        output = self._outputs.get(number)
        if output is None:
            raise GrpcError(NOT_FOUND, f"no output for exporter {text}")
        if output.is_folder:
            from pydock.build.buildkit.receive import receive_folder

            os.makedirs(output.dest, 0o700, exist_ok=True)
            receive_folder(call, output.dest)
        elif output.dest in ("", "-"):
            _copy(call, self._stdout)
        else:
            with _create(output.dest) as file:
                _copy(call, file.write)


def _copy(call: Call, write: Callable[[bytes], object]) -> None:
    for message in call:
        write(session_pb2.BytesMessage.FromString(message).data)


def _create(path: str) -> BinaryIO:
    try:
        return open(path, "wb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PydockError(f"failed to open {path}: open {path}: {reason}") from error
