"""Copy an image from one repository to another: streamed, every digest checked, nothing kept on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.errors import RegistryError
from pydock.registry.client import Registry
from pydock.registry.manifests import Manifest, platform_text

if TYPE_CHECKING:
    import requests

_PIECE = 1 << 20


class Checked:
    """A blob on its way from one registry to the next: a body of known length that checks itself.

    The last piece is withheld when the digest is wrong, so that the receiver never sees a whole blob.
    """

    def __init__(self, answer: requests.Response, digest: str, size: int) -> None:
        algorithm, _, self._wanted = digest.partition(":")
        if algorithm not in ("sha256", "sha384", "sha512"):
            raise RegistryError(f"unsupported digest algorithm: {digest}")
        self._hash = hashlib.new(algorithm)
        self._raw = answer.raw
        self._left = size
        self._size = size

    def __len__(self) -> int:
        return self._size

    def read(self, count: int = -1) -> bytes:
        wanted = self._left if count < 0 else min(count, self._left)
        if not wanted:
            return b""
        try:
            piece = bytes(self._raw.read(wanted))
        except Exception as error:
            raise RegistryError(f"the blob broke off: {error}") from error
        if not piece:
            raise RegistryError(f"the blob sha {self._wanted[:12]} ended {self._left} bytes early")
        self._hash.update(piece)
        self._left -= len(piece)
        if not self._left and self._hash.hexdigest() != self._wanted:
            raise RegistryError(f"blob verification failed: the content is not {self._wanted}")
        return piece


class Copier:
    """Copies between two repositories. ``report`` hears a line for each blob and manifest."""

    def __init__(
        self,
        source: Registry,
        source_repository: str,
        target: Registry,
        target_repository: str,
        report: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._source, self._from = source, source_repository
        self._target, self._to = target, target_repository
        self._report = report

    def copy(self, reference: str, target_reference: str, *, platforms: Sequence[str] = ()) -> Manifest:
        """Copy a tag or digest with all it refers to; the manifest copied.

        ``platforms`` (``linux/amd64``) of an index: only these children, in a new index; one alone is copied
        without an index. Raises RegistryError when one of them is not there.
        """
        manifest = self._source.manifest(self._from, reference)
        if platforms and manifest.is_index:
            manifest = self._reduced(manifest, platforms)
        self.put(manifest, target_reference or manifest.digest)
        return manifest

    def put(self, manifest: Manifest, target_reference: str) -> None:
        """Send a manifest, its children and blobs first."""
        if manifest.is_index:
            for child in manifest.children:
                self.put(self._source.manifest(self._from, child["digest"]), child["digest"])
        else:
            for blob in manifest.blobs:
                if not blob.get("urls"):
                    self.blob(blob)
        digest = self._target.put_manifest(self._to, target_reference, manifest.media_type, manifest.raw)
        if digest != manifest.digest:
            raise RegistryError(f"{self._target.host} stored {digest} for {manifest.digest}")
        self._report(f"{_short(manifest.digest)}: manifest")

    def blob(self, descriptor: dict[str, Any]) -> None:
        """Send one blob, unless it is there; within one registry it is mounted."""
        digest, size = str(descriptor["digest"]), int(descriptor.get("size") or 0)
        if self._target.has_blob(self._to, digest):
            self._report(f"{_short(digest)}: already there")
            return
        location = ""
        if self._source.host == self._target.host:
            location = self._target.mount(self._to, digest, self._from)
            if not location:
                self._report(f"{_short(digest)}: mounted")
                return
        location = location or self._target.begin_upload(self._to)
        with self._source.blob(self._from, digest) as answer:
            body: Any = Checked(answer, digest, size) if size else b""
            self._target.upload(self._to, location, digest, body)
        self._report(f"{_short(digest)}: copied {size} bytes")

    def _reduced(self, manifest: Manifest, platforms: Sequence[str]) -> Manifest:
        from pydock.registry.manifests import encode, read

        children = manifest.children
        chosen = []
        for wanted in platforms:
            match = [child for child in children if platform_text(child.get("platform")) == wanted]
            if not match:
                have = ", ".join(filter(None, (platform_text(child.get("platform")) for child in children)))
                raise RegistryError(f"no image for {wanted}: the index has {have or 'no platforms'}")
            chosen += match
        if len(chosen) == 1:
            return self._source.manifest(self._from, chosen[0]["digest"])
        document = {**manifest.document, "manifests": chosen}
        return read(encode(document), manifest.media_type)


def _short(digest: str) -> str:
    return digest.partition(":")[2][:12]
