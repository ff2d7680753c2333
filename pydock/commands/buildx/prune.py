"""``pydock buildx prune``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option


@command()
@option("-a", "--all", kind=kinds.BOOL, help="Internal and frontend images, too.")
@option("--filter", kind=kinds.FILTER, help='Only records that match ("until=24h").')
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
@option("--keep-storage", kind=kinds.BYTES, deprecated="keep-storage flag has been changed to max-storage", hidden=True)
@option("--max-used-space", kind=kinds.BYTES, help="The most that the cache may take.")
@option("--min-free-space", kind=kinds.BYTES, help="Free disk space to aim for.")
@option("--reserved-space", kind=kinds.BYTES, help="Cache that always stays.")
@option("--verbose", kind=kinds.BOOL, help="Print all that is known of each record.")
def prune(
    app: App,
    all: bool,
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
    from pydock.render.units import human_size
    from pydock.views import builder as views

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
    control = _builders.node(app, _builders.find(app, None)).control()
    listing, total, first = views.usage_listing(app.clock()), 0, True
    try:
        for record in control.prune(request):
            total += record.Size
            if verbose:
                app.echo(views.usage_details(record, app.clock()))
                continue
            cells = [str(listing.cells[name](record)) for name in listing.table]
            if first:
                app.echo(_row([listing.headers[name] for name in listing.table]))
                first = False
            app.echo(_row(cells))
            app.streams.stdout.flush()
    finally:
        control.close()
    app.echo(f"Total:\t{human_size(total)}")


def _row(cells: list[str]) -> str:
    return f"{cells[0]:<42}{cells[1]:<16}{cells[2]:<12}{cells[3]}".rstrip()
