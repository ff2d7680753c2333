"""``pydock buildx du``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import column_options


@command()
@option("--filter", kind=kinds.FILTER, help="Only records that match NAME=VALUE.")
@option("--format", help="Shape of the output.")
@option("--verbose", kind=kinds.BOOL, help="Print all that is known of each record.")
@column_options
def du(
    app: App, filter: list[tuple[str, str]], format: str | None, verbose: bool, columns: list[str], sort: str
) -> None:
    """Show the disk space of the build cache."""
    from pydock.commands.buildx import _builders
    from pydock.commands.buildx._filters import usage_filters
    from pydock.errors import PydockError
    from pydock.render.listing import print_list
    from pydock.views import builder as views

    if verbose and format:
        raise PydockError("ERROR: --format and --verbose cannot be used together")
    control = _builders.node(app, _builders.find(app, None)).control()
    try:
        records = sorted(control.disk_usage(usage_filters(filter)), key=lambda record: record.Size)
    finally:
        control.close()
    if verbose:
        for record in records:
            app.echo(views.usage_details(record, app.clock()))
    else:
        listing = views.usage_listing(app.clock())
        print_list(app.streams.stdout, listing, records, format or "table", columns=columns, sort=sort)
    if not format and not filter:
        app.out(views.usage_totals(records))
