"""``pydock buildx imagetools create``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.run import Display
    from pydock.commands.buildx.imagetools._sources import Source
    from pydock.values.references import Reference


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
    from pydock.commands.buildx._report import check_mode, display_for
    from pydock.commands.buildx.imagetools import _annotations, _sources
    from pydock.commands.buildx.imagetools._combine import combined
    from pydock.commands.buildx.imagetools._images import split

    if not sources and not file:
        raise PydockError("no sources specified")
    if not dry_run and not tag:
        raise PydockError("can't push with no tags specified, please set --tag or --dry-run")
    check_mode(app, progress)
    notes = _annotations.parse(annotation)
    wanted = _platforms(platform)
    targets = [split(name) for name in tag]
    found = _sources.find(app, [*_files(app, file), *sources], targets)
    if append and targets:
        found = [*_sources.children(app, targets[0]), *found]
    chosen = _sources.chosen(app, found, wanted, opened=bool(notes))
    media_type, raw = combined(app, chosen, notes, prefer_index)
    if dry_run:
        app.out(raw if raw.endswith(b"\n") else raw + b"\n")
        return
    mode = progress if progress != "auto" else "tty" if app.streams.stderr.is_terminal else "plain"
    display = display_for(app, mode, "", "")
    try:
        for target in targets:
            _push(app, target, chosen, media_type, raw, display)
    finally:
        display.finish()


def _files(app: App, names: list[str]) -> list[str]:
    import os

    texts = []
    for name in names:
        try:
            with open(os.path.join(app.cwd, name), "rb") as stream:
                texts.append(stream.read().decode())
        except OSError as error:
            raise PydockError(f"open {name}: {(error.strerror or str(error)).lower()}") from error
    return texts


def _platforms(texts: list[str]) -> set[str]:
    from pydock.values.platforms import parse

    wanted = set()
    for text in ",".join(texts).split(",") if texts else ():
        try:
            wanted.add(str(parse(text)))
        except ValueError as error:
            raise PydockError(f'invalid platform "{text}": {error}') from error
    return wanted


def _push(app: App, target: Reference, found: list[Source], media_type: str, raw: bytes, display: Display) -> None:
    """Copy what the target's repository lacks, then put the manifest there."""
    from pydock.build.buildkit.steps import Step
    from pydock.commands.buildx.imagetools._images import registry_of
    from pydock.registry.copy import Copier
    from pydock.registry.manifests import digest_of

    with Step(display, f"[internal] pushing {target}", app.clock) as step, registry_of(app, target) as destination:
        for source in found:
            for digest in source.images:
                step.log(f"copying {digest} from {source.origin} to {target}")
            if source.origin.name == target.name:
                continue
            digest = source.descriptor["digest"]
            with registry_of(app, source.origin) as origin:
                Copier(origin, source.origin.path, destination, target.path).copy(digest, digest)
        step.log(f"pushing {digest_of(raw)} to {target}")
        destination.put_manifest(target.path, target.tag, media_type, raw)
