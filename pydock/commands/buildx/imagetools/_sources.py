"""What an image is put together from: references, digests and descriptors."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from pydock.cli.app import App
from pydock.commands.buildx.imagetools._images import fetch, registry_of, split
from pydock.errors import PydockError
from pydock.values.references import Reference

_DIGEST = re.compile(r"[a-z0-9]+:[a-f0-9]{32,}")


class Source(NamedTuple):
    """A descriptor for the index, and the reference whose repository has its image.

    ``images``: the manifests of the images it stands for.
    """

    descriptor: dict[str, Any]
    origin: Reference
    images: tuple[str, ...]

    @property
    def is_index(self) -> bool:
        return any(word in self.descriptor.get("mediaType", "") for word in ("index", "manifest.list"))


def find(app: App, texts: Sequence[str], targets: Sequence[Reference]) -> list[Source]:
    """The sources that ``texts`` name. Digests and descriptors are those of the one repository that is named."""
    parsed = [_parse(text) for text in texts]
    named = [*targets, *(item for item in parsed if isinstance(item, Reference))]
    return [_fetched(app, item, named) for item in parsed]


def _parse(text: str) -> Reference | str | dict[str, Any]:
    """A reference, a digest, or a descriptor. Raises PydockError."""
    if _DIGEST.fullmatch(text):
        return text
    try:
        if text.startswith("{"):
            return dict(json.loads(text))
        return split(text)
    except PydockError as error:
        reason = error.message
    except ValueError:
        from pydock.config.gojson import explain

        reason = explain(text.encode()) or "invalid descriptor"
    what = "valid sources are digests, references and descriptors"
    raise PydockError(f"failed to parse source {json.dumps(text)}, {what}: {reason}")


def _fetched(app: App, item: Reference | str | dict[str, Any], named: Sequence[Reference]) -> Source:
    if isinstance(item, Reference):
        return of_reference(app, item)
    if not named:
        raise PydockError("no repositories specified, please set a reference in tag or source")
    if len({reference.name for reference in named}) > 1:
        raise PydockError("multiple repositories currently not supported, please set a reference in source")
    digest = item if isinstance(item, str) else str(item.get("digest", ""))
    found = of_reference(app, named[0]._replace(tag="", digest=digest))
    return found if isinstance(item, str) else found._replace(descriptor={**found.descriptor, **item})


def of_reference(app: App, reference: Reference) -> Source:
    """The image or index that a registry has by that name."""
    from pydock.registry.images import config_platform, ordered_platform

    registry, manifest = fetch(app, reference)
    with registry:
        descriptor = manifest.descriptor()
        if manifest.is_index:
            return Source(descriptor, reference, tuple(child["digest"] for child in manifest.children))
        with registry_of(app, reference) as again:
            platform = ordered_platform(config_platform(again, reference.path, manifest))
        if platform:
            descriptor["platform"] = platform
    return Source(descriptor, reference, (manifest.digest,))


def children(app: App, reference: Reference) -> list[Source]:
    """The images of an index; of an image, itself."""
    registry, manifest = fetch(app, reference)
    with registry:
        if manifest.is_index:
            return [Source(child, reference, (child["digest"],)) for child in manifest.children]
        return [of_reference(app, reference)]


def chosen(app: App, found: list[Source], platforms: Collection[str], opened: bool) -> list[Source]:
    """Indexes opened where several sources, platforms or annotations (``opened``) ask for it; each digest once."""
    from pydock.registry.manifests import platform_text

    if len(found) == 1 and not platforms and not opened:
        return found
    out: dict[str, Source] = {}
    for source in found:
        digest = source.descriptor["digest"]
        parts = children(app, source.origin._replace(digest=digest)) if source.is_index else [source]
        for part in parts:
            if not platforms or platform_text(part.descriptor.get("platform")) in platforms:
                out.setdefault(part.descriptor["digest"], part._replace(origin=source.origin))
    if not out:
        raise PydockError("none of the manifests match the provided platforms")
    return list(out.values())
