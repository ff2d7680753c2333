"""A folder in the OCI image layout: blobs by digest, and an index that names some of them."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydock.build.buildkit.walk import go_reason
from pydock.config.file import replace_file
from pydock.errors import PydockError
from pydock.portable.files import locked

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}")
_INDEX = "application/vnd.oci.image.index.v1+json"
_IMAGE_NAME = "io.containerd.image.name"
_REFERENCE = "org.opencontainers.image.ref.name"

Descriptor = dict[str, Any]


class Layout:
    """``folder`` need not be there before something is put into it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._index = os.path.join(folder, "index.json")
        self._lock = self._index + ".lock"

    def blob(self, digest: str) -> str:
        """The path of a blob, which may be missing. Raises ValueError for what is no digest."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{digest}: invalid checksum digest format")
        return os.path.join(self.folder, "blobs", *digest.split(":"))

    def find(self, name: str) -> Descriptor | None:
        """The manifest with an image's name or a tag. Raises PydockError without a readable index."""
        manifests = self._manifests()
        for key in (_IMAGE_NAME, _REFERENCE):
            for manifest in manifests:
                if _annotations(manifest).get(key) == name:
                    return manifest
        return None

    def only(self) -> Descriptor | None:
        """The index's manifest if it has no other."""
        manifests = self._manifests()
        return manifests[0] if len(manifests) == 1 else None

    def put(self, descriptor: Descriptor, names: Sequence[str] = (), tag: str = "latest") -> None:
        """Enter a manifest under the images' ``names``, or under ``tag`` without any; it takes their place."""
        titles = [{_IMAGE_NAME: name, _REFERENCE: _tag(name)} for name in names] or [{_REFERENCE: tag}]
        os.makedirs(self.folder, exist_ok=True)
        with locked(self._lock):
            index = self._load() if os.path.exists(self._index) else {}
            manifests = index.get("manifests") or []
            for title in titles:
                manifests = [m for m in manifests if _title(_annotations(m)) != _title(title)]
                annotations = {**_annotations(descriptor), **title}
                manifests.append({**descriptor, "annotations": dict(sorted(annotations.items()))})
            self._write("oci-layout", {"imageLayoutVersion": "1.0.0"})
            self._write("index.json", {"schemaVersion": 2, "mediaType": _INDEX, **index, "manifests": manifests})
            os.unlink(self._lock)

    def _manifests(self) -> list[Descriptor]:
        try:
            with locked(self._lock):
                try:
                    index = self._load()
                finally:
                    os.unlink(self._lock)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EROFS):
                raise PydockError(f"could not lock {self._lock}: open {self._lock}: {go_reason(error)}") from error
            index = self._load()  # nobody can write there
        return list(index.get("manifests") or ())

    def _load(self) -> dict[str, Any]:
        try:
            with open(self._index, "rb") as file:
                return dict(json.load(file))
        except OSError as error:
            raise PydockError(f"could not read {self._index}: open {self._index}: {go_reason(error)}") from error
        except (TypeError, ValueError) as error:
            raise PydockError(f"could not unmarshal {self._index}: {error}") from error

    def _write(self, name: str, value: object) -> None:
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        replace_file(os.path.join(self.folder, name), text.encode(), mode=0o644)


def _annotations(descriptor: Descriptor) -> Mapping[str, str]:
    return descriptor.get("annotations") or {}


def _title(annotations: Mapping[str, str]) -> tuple[str, str]:
    return annotations.get(_IMAGE_NAME, ""), annotations.get(_REFERENCE, "")


def _tag(name: str) -> str:
    """``1`` of ``docker.io/library/a:1``."""
    return name.rpartition("/")[2].partition(":")[2] or name
