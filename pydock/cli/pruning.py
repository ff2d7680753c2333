"""Prunes: what is deleted and what that frees, and the rehearsal that ``--dry-run`` asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.errors import EngineError, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.unused import Unused

Filters = dict[str, list[str]]

SURE = "Are you sure you want to continue?"
DRY_RUN_HELP = "List what would go, and delete exactly that where you say yes."


def prune_filters(app: App, given: Iterable[tuple[str, str]]) -> Filters:
    """The filters of the command line and those of config.json's ``pruneFilters`` that do not contradict them."""
    from pydock.values.filters import grouped

    filters = grouped(given)
    opposite = {"label": "label!", "label!": "label"}
    for text in app.config.get("pruneFilters") or ():
        name, equals, value = str(text).partition("=")
        if equals and value not in filters.get(opposite.get(name, ""), ()) and value not in filters.get(name, ()):
            filters.setdefault(name, []).append(value)
    return filters


def prune_containers(app: App, filters: Filters) -> tuple[int, str]:
    """Delete stopped containers: bytes freed, and the paragraph that says what went."""
    report = app.engine.containers.prune(filters)
    return report.get("SpaceReclaimed") or 0, _paragraph("Containers", report.get("ContainersDeleted"))


def prune_networks(app: App, filters: Filters) -> tuple[int, str]:
    """Delete unused networks; see :func:`prune_containers`."""
    return 0, _paragraph("Networks", app.engine.networks.prune(filters).get("NetworksDeleted"))


def prune_volumes(app: App, filters: Filters) -> tuple[int, str]:
    """Delete unused volumes; see :func:`prune_containers`."""
    report = app.engine.volumes.prune(filters)
    return report.get("SpaceReclaimed") or 0, _paragraph("Volumes", report.get("VolumesDeleted"))


def prune_images(app: App, filters: Filters, *, everything: bool) -> tuple[int, str]:
    """Delete dangling images, or with ``everything`` all unused ones; see :func:`prune_containers`."""
    dangling = [*filters.get("dangling", ()), "false" if everything else "true"]
    report = app.engine.images.prune({**filters, "dangling": list(dict.fromkeys(dangling))})
    lines = [
        f"untagged: {gone['Untagged']}" if gone.get("Untagged") else f"deleted: {gone['Deleted']}"
        for gone in report.get("ImagesDeleted") or ()
    ]
    return report.get("SpaceReclaimed") or 0, _paragraph("Images", lines)


def prune_builds(app: App, filters: Filters, *, everything: bool, keep_storage: int = 0) -> tuple[int, str]:
    """Delete the build cache; see :func:`prune_containers`."""
    report = app.engine.system.prune_builds(everything=everything, keep_storage=keep_storage, filters=filters)
    deleted = report.get("CachesDeleted")
    text = "\n".join(["Deleted build cache objects:", *deleted, ""]) if deleted else ""
    return report.get("SpaceReclaimed") or 0, text


def _paragraph(title: str, names: Sequence[str] | None) -> str:
    return "\n".join([f"Deleted {title}:", *names, ""]) if names else ""


def report(app: App, results: Iterable[tuple[int, str]], *, total: bool = True) -> None:
    """Print what each prune deleted as soon as it is done, and at the end what they freed together."""
    from pydock.render.units import human_size

    freed = 0
    for space, text in results:
        freed += space
        if text:
            app.echo(text)
    if total:
        app.echo(f"Total reclaimed space: {human_size(freed)}")


def rehearse(
    app: App, find: Callable[[], list[Unused]], *, ask: bool, delete: Callable[[Unused], None] | None = None
) -> None:
    """List what ``find`` finds unused; where the answer is yes, delete those ids and no others.

    Between the question and the answer things change: what is gone or in use by then stays out, what became
    unused since is not touched, and both are said on standard error. Without ``ask`` nothing is deleted.
    ``delete`` stands in for the engine's own calls; EngineError where it could not.
    """
    from pydock.cli.prompts import confirm
    from pydock.engine import unused
    from pydock.render.table import align
    from pydock.render.units import human_size

    listed = find()
    if not listed:
        app.echo("Nothing would be deleted.")
        return
    rows = ["KIND\tID\tNAME\tSIZE", *("\t".join(_cells(item, human_size(item.size))) for item in listed)]
    app.out(align("\n".join(rows) + "\n"))
    app.echo(f"Would delete {_count(len(listed))} and free {human_size(sum(item.size for item in listed))}.")
    if not ask or not confirm(app, "Delete exactly these?"):
        return
    now = {(item.kind, item.id): item for item in find()}
    kept, freed = [], 0
    for item in listed:
        current = now.pop((item.kind, item.id), None)
        if current is None or current.refs != item.refs:
            kept.append(f"{item.kind} {item.name or item.id}: gone or in use since")
            continue
        try:
            if delete is None:
                unused.delete(app.engine.connection, current)
            else:
                delete(current)
        except EngineError as error:
            kept.append(f"{item.kind} {item.name or item.id}: {error.detail}")
            continue
        freed += item.size
        app.echo(item.id)
    for line in kept:
        app.warn(f"Kept {line}")
    if now:
        app.warn(f"Not touched: {_count(len(now))} unused since the list was made")
    app.echo(f"Total reclaimed space: {human_size(freed)}")


def before(app: App) -> Callable[[str], float]:
    """How the text of an ``until`` filter becomes Unix seconds."""

    def seconds(text: str) -> float:
        from pydock.values.timestamps import engine_timestamp

        try:
            return float(engine_timestamp(text, app.clock()))
        except ValueError as error:
            raise PydockError(str(error)) from None

    return seconds


def finder(app: App, kind: Callable[..., list[Unused]], filters: Filters, **more: Any) -> Callable[[], list[Unused]]:
    """``kind`` (a function of ``engine.unused``) bound to this engine; ``more`` are further filters."""
    return lambda: kind(app.engine.connection, {**filters, **more}, before(app))


def _cells(item: Unused, size: str) -> tuple[str, str, str, str]:
    identity = item.id.removeprefix("sha256:")[:12] if item.kind != "volume" else item.id
    return item.kind, identity, item.name, size


def _count(number: int) -> str:
    return "1 object" if number == 1 else f"{number} objects"
