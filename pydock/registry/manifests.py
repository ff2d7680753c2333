"""Manifests, indexes and descriptors: media types, digests, and which platform a child is for."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from pydock.errors import RegistryError

DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_CONFIG = "application/vnd.oci.image.config.v1+json"

INDEXES = (DOCKER_LIST, OCI_INDEX)
IMAGES = (DOCKER_MANIFEST, OCI_MANIFEST)
ACCEPT = ", ".join((OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST, "*/*"))


class Manifest(NamedTuple):
    """One manifest exactly as the registry has it: ``digest`` is of ``raw``."""

    media_type: str
    digest: str
    raw: bytes

    @property
    def document(self) -> dict[str, Any]:
        return parse(self.raw)

    @property
    def is_index(self) -> bool:
        return self.media_type in INDEXES

    @property
    def children(self) -> list[dict[str, Any]]:
        """The descriptors of an index."""
        return [child for child in self.document.get("manifests") or [] if isinstance(child, dict)]

    @property
    def blobs(self) -> list[dict[str, Any]]:
        """The descriptors of an image: its configuration first, then its layers."""
        document = self.document
        found = [document.get("config"), *(document.get("layers") or [])]
        return [blob for blob in found if isinstance(blob, dict) and blob.get("digest")]

    def descriptor(self, **extra: Any) -> dict[str, Any]:
        """The descriptor of this manifest."""
        return {"mediaType": self.media_type, "digest": self.digest, "size": len(self.raw), **extra}


def digest_of(raw: bytes) -> str:
    """``sha256:HEX``."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def parse(raw: bytes) -> dict[str, Any]:
    """The JSON object of a manifest. Raises RegistryError."""
    try:
        document = json.loads(raw)
    except ValueError as error:
        raise RegistryError(f"the manifest is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise RegistryError("the manifest is not a JSON object")
    return document


def media_type_of(raw: bytes, header: str = "") -> str:
    """The media type a manifest says of itself, else the header's, else what its fields tell."""
    document = parse(raw)
    own = document.get("mediaType")
    if isinstance(own, str) and own:
        return own
    header = header.partition(";")[0].strip()
    if header and header not in ("application/json", "application/octet-stream"):
        return header
    if "manifests" in document:
        return OCI_INDEX
    return DOCKER_SCHEMA1 if document.get("schemaVersion") == 1 else OCI_MANIFEST


def read(raw: bytes, header: str = "", expected: str = "") -> Manifest:
    """A manifest from the wire. Raises RegistryError when its digest is not ``expected`` (where one is)."""
    digest = digest_of(raw)
    if expected.startswith("sha256:") and digest != expected:
        raise RegistryError(f"manifest verification failed: the content is {digest}, wanted was {expected}")
    if expected and not expected.startswith("sha256:"):
        algorithm, _, wanted = expected.partition(":")
        if algorithm not in ("sha384", "sha512") or hashlib.new(algorithm, raw).hexdigest() != wanted:
            raise RegistryError(f"manifest verification failed for digest {expected}")
        digest = expected
    return Manifest(media_type_of(raw, header), digest, raw)


def encode(document: dict[str, Any]) -> bytes:
    """A manifest's text as Docker writes it: three spaces, no escapes."""
    return json.dumps(document, indent=3, ensure_ascii=False).encode("utf-8", "surrogateescape")


def platform_text(platform: dict[str, Any] | None) -> str:
    """``linux/arm/v7``; "" for a child that names none (``unknown/unknown`` marks attestations)."""
    if not platform:
        return ""
    parts = [str(platform.get(key) or "") for key in ("os", "architecture", "variant")]
    return "/".join(part for part in parts if part)
