"""Why a recorded build failed: the step, its log, where it stands in the Dockerfile."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydock.build.buildkit.control import Control
    from pydock.build.buildkit.proto.control_pb2 import BuildHistoryRecord


def failure(control: Control, record: BuildHistoryRecord) -> dict[str, Any]:
    """The error of a record as ``inspect`` has it; parts that the engine does not give are left out."""
    from pydock.build.buildkit.sources import excerpts

    details = control.blob(record.externalError.digest) if record.externalError.digest else b""
    name, logs = _failed_step(control, record)
    found: dict[str, Any] = {"Code": record.error.code, "Message": record.error.message}
    if name:
        found["Name"] = name
    if logs:
        found["Logs"] = logs
    if sources := "".join(text + "\n" for text in excerpts(details)):
        found["Sources"] = base64.b64encode(sources.encode()).decode()
    return found


def _failed_step(control: Control, record: BuildHistoryRecord) -> tuple[str, list[str]]:
    """The name of the step that failed and the lines that it printed."""
    from pydock.build.buildkit.proto.control_pb2 import StatusResponse

    names: dict[str, str] = {}
    logs: dict[str, bytes] = {}
    for data in control.status(record.Ref):
        status = StatusResponse.FromString(data)
        for vertex in status.vertexes:
            if vertex.error and "context canceled" not in vertex.error:
                names.setdefault(vertex.digest, vertex.name)
        for log in status.logs:
            logs[log.vertex] = logs.get(log.vertex, b"") + log.msg
    for digest, name in names.items():
        return name, logs.get(digest, b"").decode("utf-8", "replace").splitlines()
    return "", []


def failure_text(found: dict[str, Any]) -> str:
    """The closing part of ``inspect`` for people."""
    blocks = []
    if found.get("Sources"):
        blocks.append(base64.b64decode(found["Sources"]).decode("utf-8", "replace"))
    if found.get("Logs"):
        lines = [f"=> {found['Name']}:", *found["Logs"]]
        blocks.append("Logs:\n" + "".join(f"> {line}\n" for line in lines) + "\n")
    return "".join(blocks) + "Enable --debug to see stack traces for error\n"
