"""``pydock buildx imagetools create``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.values.references import Reference


class _Source(NamedTuple):
    """A descriptor for the index and the repository that has its image (None: the destination's)."""

    descriptor: dict[str, Any]
    origin: Reference | None


@command()
@option("--annotation", kind=kinds.STRING_ARRAY, help="Put an annotation on the index.")
@option("--append", kind=kinds.BOOL, help="Add to the index that is there.")
@option("--dry-run", kind=kinds.BOOL, help="Print the index and push nothing.")
@option("-f", "--file", kind=kinds.STRING_ARRAY, help="Read descriptors from a file.")
@option("-p", "--platform", kind=kinds.STRING_ARRAY, help="Only these platforms of the sources.")
@option("--prefer-index", kind=kinds.BOOL, default=True, default_text="true", help="Make an index of one source, too.")
@option("--progress", default="auto", help="How progress is shown.")
@option("-t", "--tag", kind=kinds.STRING_ARRAY, help="Name of the new image.")
@argument("sources", many=True, optional=True, metavar="[SOURCE...]")
def create(
    app: App,
    sources: tuple[str, ...],
    annotation: list[str],
    append: bool,
    dry_run: bool,
    file: list[str],
    platform: list[str],
    prefer_index: bool,
    progress: str,
    tag: list[str],
) -> None:
    """Make an index of existing images in a registry."""
    from pydock.commands.buildx.imagetools._images import split

    if not sources and not file:
        raise PydockError("ERROR: no sources specified")
    if not dry_run and not tag:
        raise PydockError("ERROR: can't push with no tags specified, please set --tag or --dry-run")
    targets = [split(name) for name in tag]
    found = [_from_file(app, name, targets) for name in file] + [_from_name(app, name, targets) for name in sources]
    if append:
        if not targets:
            raise PydockError("ERROR: --append needs a --tag")
        found = [*_children(app, targets[0]), *found]
    chosen = _chosen(app, found, platform)
    media_type, raw = _combined(app, chosen, annotation, prefer_index)
    if dry_run:
        app.out(raw if raw.endswith(b"\n") else raw + b"\n")
        return
    for target in targets:
        _push(app, target, chosen, media_type, raw)


def _from_file(app: App, name: str, targets: list[Reference]) -> _Source:
    import os

    try:
        with open(os.path.join(app.cwd, name), "rb") as stream:
            return _from_name(app, stream.read().decode(), targets)
    except OSError as error:
        raise PydockError(f"ERROR: open {name}: {(error.strerror or str(error)).lower()}") from error


def _from_name(app: App, text: str, targets: list[Reference]) -> _Source:
    """A reference, a digest in the destination's repository, or a descriptor in JSON."""
    from pydock.commands.buildx.imagetools._images import fetch, registry_of, split
    from pydock.registry.images import config_platform, ordered_platform

    if text.lstrip().startswith("{"):
        try:
            return _Source(json.loads(text), None)
        except ValueError as error:
            raise PydockError(f"ERROR: {error}") from error
    if text.startswith("sha256:"):
        if not targets:
            raise PydockError("ERROR: no repositories specified, please set a reference in tag or source")
        reference = targets[0]._replace(tag="", digest=text)
    else:
        reference = split(text)
    registry, manifest = fetch(app, reference)
    with registry:
        descriptor = manifest.descriptor()
        if not manifest.is_index:
            with registry_of(app, reference) as again:
                platform = ordered_platform(config_platform(again, reference.path, manifest))
            if platform:
                descriptor["platform"] = platform
    return _Source(descriptor, reference)


def _children(app: App, reference: Reference) -> list[_Source]:
    from pydock.commands.buildx.imagetools._images import fetch

    registry, manifest = fetch(app, reference)
    with registry:
        if manifest.is_index:
            return [_Source(child, reference) for child in manifest.children]
        return [_from_name(app, str(reference), [])]


def _chosen(app: App, found: list[_Source], platforms: list[str]) -> list[_Source]:
    """Indexes opened where several sources or platforms are joined; each digest once."""
    from pydock.registry.manifests import platform_text
    from pydock.values.platforms import parse

    wanted = {str(parse(part)) for text in platforms for part in text.split(",")}
    if len(found) == 1 and not wanted:
        return found
    out: dict[str, _Source] = {}
    for source in found:
        index = "index" in source.descriptor.get("mediaType", "") or "list" in source.descriptor.get("mediaType", "")
        parts = _children(app, source.origin) if index and source.origin is not None else [source]
        for part in parts:
            if wanted and platform_text(part.descriptor.get("platform")) not in wanted:
                continue
            out.setdefault(part.descriptor["digest"], part)
    if not out:
        raise PydockError("ERROR: no source has any of the platforms")
    return list(out.values())


def _combined(app: App, found: list[_Source], annotations: list[str], prefer_index: bool) -> tuple[str, bytes]:
    """The index of ``found``; a single source that is an index (or may stay an image) stays itself."""
    from pydock.commands.buildx.imagetools._images import fetch
    from pydock.registry.manifests import DOCKER_LIST, OCI_INDEX

    first = found[0]
    kind = first.descriptor.get("mediaType", "")
    as_is = len(found) == 1 and not annotations and (kind in (DOCKER_LIST, OCI_INDEX) or not prefer_index)
    if as_is and first.origin is not None:
        origin = first.origin._replace(tag="", digest=first.descriptor["digest"])
        registry, manifest = fetch(app, origin)
        registry.close()
        return manifest.media_type, manifest.raw
    docker = not annotations and all("docker" in s.descriptor.get("mediaType", "") for s in found)
    media_type = DOCKER_LIST if docker else OCI_INDEX
    document: dict[str, Any] = {
        "schemaVersion": 2,
        "mediaType": media_type,
        "manifests": [source.descriptor for source in found],
    }
    if annotations:
        pairs = [text.partition("=") for text in annotations]
        document["annotations"] = {k.removeprefix("index:"): v for k, _, v in pairs}
    return media_type, json.dumps(document, indent=2, ensure_ascii=False).encode()


def _push(app: App, target: Reference, found: list[_Source], media_type: str, raw: bytes) -> None:
    from pydock.commands.buildx.imagetools._images import registry_of
    from pydock.registry.copy import Copier
    from pydock.registry.manifests import digest_of

    app.warn(f"#1 [internal] pushing {target}")
    with registry_of(app, target) as destination:
        for source in found:
            if source.origin is None or source.origin.name == target.name:
                continue
            digest = source.descriptor["digest"]
            app.warn(f"#1 copying {digest} from {source.origin} to {target}")
            with registry_of(app, source.origin) as origin:
                Copier(origin, source.origin.path, destination, target.path).copy(digest, digest)
        app.warn(f"#1 pushing {digest_of(raw)} to {target}")
        destination.put_manifest(target.path, target.tag, media_type, raw)
    app.warn("#1 DONE")
