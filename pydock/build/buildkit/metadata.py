"""``--metadata-file``: what the exporters said, as JSON, and how the image came to be."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from pydock.build.buildkit.grpc.status import GrpcError

if TYPE_CHECKING:
    from pydock.build.buildkit.control import Control
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.proto import control_pb2
    from pydock.build.buildkit.run import Result

_PROVENANCE = "https://slsa.dev/provenance/"


def metadata(node: Node, result: Result, provenance: str = "min") -> dict[str, Any]:
    """Values that are JSON in base64 are opened; the record's name and its provenance are added.

    ``provenance``: ``min``, ``max`` or ``disabled``.
    """
    out: dict[str, Any] = {key: _opened(value) for key, value in result.response.items()}
    out["buildx.build.ref"] = f"{node.builder}/{node.name}/{result.reference}"
    if provenance in ("min", "max"):
        control = node.control()
        try:
            predicate = _provenance(control, result.reference)
        except GrpcError:
            predicate = None  # an engine without build history (20.10)
        finally:
            control.close()
        if predicate is not None:
            if provenance == "min":
                for key in ("buildConfig", "metadata"):
                    predicate.pop(key, None)
            out["buildx.build.provenance"] = predicate
    return out


def _provenance(control: Control, reference: str) -> dict[str, Any] | None:
    for event in control.history(reference):
        for info in results(event.record):
            if predicate := provenance_of(control, info):
                return predicate
    return None


def provenance_of(control: Control, info: control_pb2.BuildResultInfo) -> dict[str, Any] | None:
    """The provenance predicate among a result's attestations."""
    for attestation in info.Attestations:
        if attestation.annotations.get("in-toto.io/predicate-type", "").startswith(_PROVENANCE):
            statement = json.loads(control.blob(attestation.digest))
            return dict(statement.get("predicate", statement))
    return None


def results(record: control_pb2.BuildHistoryRecord) -> list[control_pb2.BuildResultInfo]:
    """The record's result and those of its platforms."""
    single = [record.Result] if record.HasField("Result") else []
    return [*single, *(record.Results[key] for key in sorted(record.Results))]


def _opened(value: str) -> Any:
    try:
        data = json.loads(base64.b64decode(value, validate=True))
    except ValueError:
        return value
    return data if isinstance(data, dict) else value
