"""Build records as archives (``.dockerbuild``): an OCI layout of the record, its log and its attestations."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pydock.build.buildkit.metadata import results

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from pydock.build.buildkit.control import Control
    from pydock.build.buildkit.proto.control_pb2 import BuildHistoryRecord, Descriptor

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_INDEX = "application/vnd.oci.image.index.v1+json"
_RECORD = "application/vnd.buildkit.historyrecord.v0"
_REFERENCE = "vnd.buildkit.history.reference"
_ORIGINAL = "vnd.export-build.descriptor.mediatype"


def export(control: Control, records: Sequence[BuildHistoryRecord]) -> bytes:
    """The archive of ``records``, gzipped. Raises GrpcError for blobs that the engine does not give."""
    blobs: dict[str, bytes] = {}
    manifests = [_manifest(control, record, blobs) for record in records]
    if len(manifests) > 1:
        marks = [{"annotations": {_REFERENCE: record.Ref}} for record in records]
        inner = _index([{**manifest, **mark} for manifest, mark in zip(manifests, marks, strict=True)])
        manifests = [{"mediaType": _INDEX, **_add(blobs, json.dumps(inner, indent=2).encode())}]
    index = _index(manifests)
    files = {f"blobs/sha256/{digest.partition(':')[2]}": (data, 0o444) for digest, data in sorted(blobs.items())}
    files["index.json"] = (_compact(index), 0o644)
    files["oci-layout"] = (b'{"imageLayoutVersion":"1.0.0"}', 0o444)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name in ("blobs/", "blobs/sha256/"):
            folder = tarfile.TarInfo(name)
            folder.type, folder.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(folder)
        for name, (data, mode) in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(data), mode
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _index(manifests: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"schemaVersion": 2, "mediaType": _INDEX, "manifests": list(manifests)}


def _manifest(control: Control, record: BuildHistoryRecord, blobs: dict[str, bytes]) -> dict[str, Any]:
    layers: list[dict[str, Any]] = []
    for item in (record.logs, record.trace):
        if item.digest:
            layers.append(_layer(control, item, blobs, item.media_type))
    for info in results(record):
        for item in info.Attestations:
            layer = _layer(control, item, blobs, item.media_type)
            kind = item.annotations.get("in-toto.io/predicate-type")
            layers.append({**layer, "annotations": {"in-toto.io/predicate-type": kind}} if kind else layer)
        for item in info.Results.values():
            layer = _layer(control, item, blobs, "application/json")
            layers.append({**layer, "annotations": {_ORIGINAL: item.media_type}})
    config = _add(blobs, json.dumps(plain(record), indent=2, ensure_ascii=False).encode())
    document = {
        "schemaVersion": 2,
        "mediaType": _MANIFEST,
        "config": {"mediaType": _RECORD, **config},
        "layers": layers,
    }
    return {"mediaType": _MANIFEST, **_add(blobs, json.dumps(document, indent=2).encode())}


def _layer(control: Control, item: Descriptor, blobs: dict[str, bytes], media_type: str) -> dict[str, Any]:
    if item.digest not in blobs:
        blobs[item.digest] = control.blob(item.digest)
    return {"mediaType": media_type, "digest": item.digest, "size": item.size}


def _add(blobs: dict[str, bytes], data: bytes) -> dict[str, Any]:
    digest = f"sha256:{sha256(data).hexdigest()}"
    blobs[digest] = data
    return {"digest": digest, "size": len(data)}


def plain(message: Message) -> dict[str, Any]:
    """A message as Go's encoding/json writes it: field names as declared, zero values left out."""
    out: dict[str, Any] = {}
    for field, value in message.ListFields():
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            items = value.items()
            nested = field.message_type.fields_by_name["value"].message_type is not None
            out[field.name] = {str(key): plain(item) if nested else item for key, item in sorted(items)}
        elif field.message_type is not None:
            repeated = not hasattr(value, "ListFields")
            out[field.name] = [plain(item) for item in value] if repeated else plain(value)
        else:
            out[field.name] = list(value) if not isinstance(value, (str, bytes, int, float)) else value
    return out


def _compact(data: object) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()
