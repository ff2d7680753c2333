"""The manifest of a new image: an index of its sources, or the only source itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.commands.buildx.imagetools import _annotations
from pydock.commands.buildx.imagetools._images import fetch

if TYPE_CHECKING:
    from pydock.commands.buildx.imagetools._annotations import Annotation
    from pydock.commands.buildx.imagetools._sources import Source

_ORDER = ("mediaType", "digest", "size", "urls", "annotations", "data", "platform", "artifactType")


def combined(app: App, found: list[Source], notes: Sequence[Annotation], prefer_index: bool) -> tuple[str, bytes]:
    """Media type and bytes. One source that is an index, or may stay an image, stays itself."""
    from pydock.registry.manifests import DOCKER_LIST, OCI_INDEX

    first = found[0]
    if len(found) == 1 and not notes and (first.is_index or not prefer_index):
        registry, manifest = fetch(app, first.origin._replace(tag="", digest=first.descriptor["digest"]))
        registry.close()
        return manifest.media_type, manifest.raw
    docker = all("docker" in source.descriptor.get("mediaType", "") for source in found)
    media_type = DOCKER_LIST if docker else OCI_INDEX
    document: dict[str, Any] = {
        "schemaVersion": 2,
        "mediaType": media_type,
        "manifests": [dict(source.descriptor) for source in found],
    }
    if not docker:
        _annotations.apply(notes, document)
    document["manifests"] = [{key: item[key] for key in _ORDER if key in item} for item in document["manifests"]]
    return media_type, json.dumps(document, indent=2, ensure_ascii=False).encode()
