"""``pydock buildx prune``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli import kinds, pruning
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.errors import EngineError, PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.control import Control

_KEPT = ("internal", "frontend")
"""Kinds of records that only --all takes."""


@command()
@option("-a", "--all", kind=kinds.BOOL, help="Internal and frontend images, too.")
@option("--dry-run", kind=kinds.BOOL, help=pruning.DRY_RUN_HELP)
@option("--filter", kind=kinds.FILTER, help='Only records that match ("until=24h").')
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
@option(
    "--keep-storage", kind=kinds.BYTES, deprecated="keep-storage flag has been changed to reserved-space", hidden=True
)
@option("--max-used-space", kind=kinds.BYTES, help="The most that the cache may take.")
@option("--min-free-space", kind=kinds.BYTES, help="Free disk space to aim for.")
@option("--reserved-space", kind=kinds.BYTES, help="Cache that always stays.")
@option("--verbose", kind=kinds.BOOL, help="Print all that is known of each record.")
def prune(
    app: App,
    all: bool,
    dry_run: bool,
    filter: list[tuple[str, str]],
    force: bool,
    keep_storage: int | None,
    max_used_space: int | None,
    min_free_space: int | None,
    reserved_space: int | None,
    verbose: bool,
) -> None:
    """Delete the build cache of a builder."""
    from pydock.build.buildkit.proto import control_pb2
    from pydock.cli.prompts import confirm
    from pydock.commands.buildx import _builders
    from pydock.commands.buildx._filters import until_of, usage_filters
    from pydock.render.table import tabbed
    from pydock.render.units import human_size
    from pydock.views import builder as views

    builder = _builders.find(app, None)
    _builders.guard(app, builder)
    if dry_run:
        if any((keep_storage, max_used_space, min_free_space, reserved_space)):
            raise PydockError("--dry-run cannot tell what a limit on space would delete")
        control = _builders.node(app, builder).control()
        try:
            _rehearse(app, control, filter, everything=all, ask=not force)
        finally:
            control.close()
        return
    what = "all build cache" if all else "all dangling build cache"
    question = f"WARNING! This will remove {what}. Are you sure you want to continue?"
    if not force and not confirm(app, question):
        return
    request = control_pb2.PruneRequest(
        filter=usage_filters(filter),
        all=all,
        keepDuration=until_of(filter),
        reservedSpace=reserved_space or keep_storage or 0,
        maxUsedSpace=max_used_space or 0,
        minFreeSpace=min_free_space or 0,
    )
    control = _builders.node(app, builder).control()
    total, heads = 0, [views.PRUNED_HEADS]
    try:
        for record in control.prune(request):
            total += record.Size
            if verbose:
                app.out(tabbed(views.pruned_details(record, app.clock())) + "\n")
            else:
                app.out(tabbed([*heads, views.pruned_row(record, app.clock())]))
                heads = []
            app.streams.stdout.flush()
    finally:
        control.close()
    app.echo(f"Total:\t{human_size(total)}")


def _rehearse(app: App, control: Control, filters: list[tuple[str, str]], *, everything: bool, ask: bool) -> None:
    from pydock.build.buildkit.proto import control_pb2
    from pydock.commands.buildx._filters import until_of, usage_filters
    from pydock.engine.unused import Unused

    latest = app.clock() - until_of(filters) / 1e9

    def find() -> list[Unused]:
        """The newest first: a record that others are made from can only go after them."""
        records = sorted(control.disk_usage(usage_filters(filters)), key=lambda r: r.CreatedAt.ToNanoseconds())
        return [
            Unused("build cache", record.ID, record.Description, record.Size)
            for record in reversed(records)
            if not record.InUse
            and (everything or not (record.Shared or record.RecordType in _KEPT))
            and (record.LastUsedAt.ToNanoseconds() or record.CreatedAt.ToNanoseconds()) / 1e9 <= latest
        ]

    def delete(item: Unused) -> None:
        request = control_pb2.PruneRequest(filter=[f"id=={item.id}"], all=True)
        if not list(control.prune(request)):
            raise EngineError(409, "in use by another record")

    pruning.rehearse(app, find, ask=ask, delete=delete)
