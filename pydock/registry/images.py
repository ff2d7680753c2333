"""One image as ``docker manifest`` knows it: reference, descriptor with platform, and the manifest's own bytes."""

from __future__ import annotations

import json
from binascii import a2b_base64, b2a_base64
from typing import Any

from pydock.errors import RegistryError
from pydock.registry.client import Registry
from pydock.registry.manifests import (
    DOCKER_LIST,
    DOCKER_MANIFEST,
    OCI_INDEX,
    OCI_MANIFEST,
    Manifest,
    encode,
    parse,
)

_PLATFORM_KEYS = ("architecture", "os", "os.version", "os.features", "variant")
_CONTENT_KEYS = {DOCKER_MANIFEST: "SchemaV2Manifest", OCI_MANIFEST: "OCIManifest"}


def describe(
    registry: Registry, repository: str, name: str, manifest: Manifest, platform: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The document of one image. Its platform is ``platform``, or what its configuration says.

    Raises RegistryError for a manifest that is no image's.
    """
    key = _CONTENT_KEYS.get(manifest.media_type)
    if key is None:
        raise RegistryError(f"{name} is a manifest list" if manifest.is_index else f"{name} is not an image manifest")
    if platform is None:
        platform = config_platform(registry, repository, manifest)
    descriptor = {"mediaType": manifest.media_type, "digest": manifest.digest, "size": len(manifest.raw)}
    kept = ordered_platform(platform)
    if kept:
        descriptor["platform"] = kept
    raw = b2a_base64(manifest.raw, newline=False).decode()
    return {"Ref": name, "Descriptor": descriptor, "Raw": raw, key: manifest.document}


def ordered_platform(platform: dict[str, Any]) -> dict[str, Any]:
    """What a platform says, in Docker's order."""
    return {field: platform[field] for field in _PLATFORM_KEYS if platform.get(field)}


def config_platform(registry: Registry, repository: str, manifest: Manifest) -> dict[str, Any]:
    """The platform in the image's configuration."""
    config = manifest.document.get("config")
    if not isinstance(config, dict) or not config.get("digest"):
        return {}
    return parse(registry.read_blob(repository, config["digest"]))


def content(image: dict[str, Any]) -> Manifest:
    """The manifest inside an image's document."""
    descriptor = image["Descriptor"]
    return Manifest(descriptor["mediaType"], descriptor["digest"], a2b_base64(image["Raw"]))


def index_of(images: list[dict[str, Any]]) -> Manifest:
    """The manifest list of images: OCI where the first is. Raises RegistryError for one without a platform."""
    from pydock.registry.manifests import read

    entries = []
    for image in images:
        platform = image["Descriptor"].get("platform") or {}
        if not platform.get("os") or not platform.get("architecture"):
            raise RegistryError(f"manifest {image['Ref']} must have an OS and Architecture to be pushed to a registry")
        entries.append(list_entry(image["Descriptor"]))
    return read(encode(_index_document(entries)))


def list_entry(descriptor: dict[str, Any]) -> dict[str, Any]:
    """A descriptor as manifest lists order it."""
    platform = descriptor.get("platform") or {}
    return {
        "mediaType": descriptor.get("mediaType", ""),
        "size": descriptor.get("size", 0),
        "digest": descriptor.get("digest", ""),
        "platform": {key: platform[key] for key in _PLATFORM_KEYS if key in ("architecture", "os") or platform.get(key)}
        if platform
        else {"architecture": "", "os": ""},
    }


def index_text(entries: list[dict[str, Any]]) -> str:
    """The text of a manifest list of such entries."""
    return encode(_index_document(entries)).decode("utf-8", "surrogateescape")


def _index_document(entries: list[dict[str, Any]]) -> dict[str, Any]:
    oci = bool(entries) and entries[0]["mediaType"] == OCI_MANIFEST
    return {"schemaVersion": 2, "mediaType": OCI_INDEX if oci else DOCKER_LIST, "manifests": entries}


def pretty(value: Any) -> str:
    """JSON with tabs."""
    return json.dumps(value, indent="\t", ensure_ascii=False)
