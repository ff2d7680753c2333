"""An image in a registry as templates see it: its manifest, configurations and attestations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydock.errors import PydockError
from pydock.registry.manifests import platform_text
from pydock.views.types.imagetools import TYPES

if TYPE_CHECKING:
    from pydock.registry.client import Registry
    from pydock.registry.manifests import Manifest
    from pydock.values.references import Reference

_KINDS = {"Image": "v1.Image", "Provenance": "imagetools.provenanceStub", "SBOM": "imagetools.sbomStub"}
_PREDICATES = {"https://slsa.dev/provenance/": ("Provenance", "SLSA"), "https://spdx.dev/Document": ("SBOM", "SPDX")}


def execute(template: str, registry: Registry, reference: Reference, manifest: Manifest) -> str:
    """``template`` for the image. Raises PydockError in Go's words."""
    from pydock.render.template import TemplateError, compile_template
    from pydock.render.template.calls import Function

    try:
        compiled = compile_template(template, extra={"json": Function(("any",), None, _indented)})
        return compiled.execute(Inputs(registry, reference, manifest))
    except TemplateError as error:
        raise PydockError(error.message, hint=error.hint) from error


class Inputs:
    """The image. What has to be fetched is fetched where a template asks for it."""

    def __init__(self, registry: Registry, reference: Reference, manifest: Manifest) -> None:
        self._registry = registry
        self._reference = reference
        self._manifest = manifest
        self._fetched: dict[str, dict[str, Any]] | None = None

    @property
    def go_type(self) -> str:
        return "imagetools.tplInputs" if self._manifest.is_index else "imagetools.tplInput"

    def go_member(self, name: str) -> Any:
        """A field; KeyError where there is none."""
        if name == "Name":
            return str(self._reference)
        if name == "Manifest":
            return self._index()
        kind = _KINDS[name]
        if self._fetched is None:
            self._fetched = self._fetch()
        found = self._fetched[name]
        if len(self._fetched["Image"]) > 1:
            return TYPES.decode(found, f"map[string]{kind}")
        return TYPES.decode(next(iter(found.values()), None), kind)

    def go_members(self) -> list[str]:
        return ["Name", "Manifest", "Image", "Provenance", "SBOM"]

    def go_json(self) -> dict[str, Any]:
        fields = {name.lower() if name != "SBOM" else name: self.go_member(name) for name in self.go_members()}
        return {name: value for name, value in fields.items() if name in ("name", "manifest", "image") or _said(value)}

    def _index(self) -> Any:
        manifest = self._manifest
        descriptor = {"mediaType": manifest.media_type, "digest": manifest.digest, "size": len(manifest.raw)}
        if not manifest.is_index:
            return TYPES.decode(descriptor, "v1.Descriptor")
        return TYPES.decode({**manifest.document, **descriptor}, "imagetools.Index")

    def _fetch(self) -> dict[str, dict[str, Any]]:
        """Configurations and attestations by platform."""
        if not self._manifest.is_index:
            config = self._config(self._manifest)
            return {"Image": {platform_text(config): config}, "Provenance": {}, "SBOM": {}}
        out: dict[str, dict[str, Any]] = {name: {} for name in _KINDS}
        platforms: dict[str, str] = {}
        children = self._manifest.children
        for child in children:
            platform = platform_text(child.get("platform"))
            if platform and not _subject(child):
                platforms[child["digest"]] = platform
                out["Image"][platform] = self._config(self._child(child))
        for child in children:
            subject = platforms.get(_subject(child))
            if subject:
                self._attest(self._child(child), subject, out)
        return out

    def _child(self, descriptor: dict[str, Any]) -> Manifest:
        return self._registry.manifest(self._reference.path, descriptor["digest"])

    def _config(self, manifest: Manifest) -> dict[str, Any]:
        return dict(json.loads(self._blob(manifest.document["config"]["digest"])))

    def _attest(self, manifest: Manifest, platform: str, out: dict[str, dict[str, Any]]) -> None:
        for layer in manifest.document.get("layers") or ():
            kind = (layer.get("annotations") or {}).get("in-toto.io/predicate-type", "")
            for prefix, (name, key) in _PREDICATES.items():
                if kind.startswith(prefix):
                    statement = json.loads(self._blob(layer["digest"]))
                    out[name].setdefault(platform, {}).setdefault(key, statement.get("predicate"))

    def _blob(self, digest: str) -> bytes:
        return self._registry.read_blob(self._reference.path, digest)


def _subject(descriptor: dict[str, Any]) -> str:
    """The digest of the image that an attestation is about; empty for images."""
    annotations = descriptor.get("annotations") or {}
    kind = annotations.get("vnd.docker.reference.type")
    return str(annotations.get("vnd.docker.reference.digest", "")) if kind == "attestation-manifest" else ""


def _said(value: Any) -> bool:
    from pydock.render.gojson import dumps

    return dumps(value) not in ("{}", "null")


def _indented(value: Any) -> str:
    from pydock.render.gojson import dumps

    return json.dumps(json.loads(dumps(value)), indent=2, ensure_ascii=False)
