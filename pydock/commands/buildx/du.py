"""``pydock buildx du``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import column_options


@command()
@option("--filter", kind=kinds.FILTER, help='Only records that match NAME=VALUE or "not NAME=VALUE".')
@option("--format", help="Shape of the output.")
@option("--verbose", kind=kinds.BOOL, help="Print all that is known of each record.")
@column_options
def du(
    app: App, filter: list[tuple[str, str]], format: str | None, verbose: bool, columns: list[str], sort: str
) -> None:
    """Show the disk space of the build cache."""
    from pydock.commands.buildx import _builders
    from pydock.commands.buildx._filters import until_of, usage_filters
    from pydock.errors import PydockError
    from pydock.render.listing import print_list
    from pydock.values.filters import parted
    from pydock.views import builder as views

    if verbose and format:
        raise PydockError("--format and --verbose cannot be used together")
    keep, drop = parted(filter)
    until_of(keep)  # checked as buildx does; it hides no record
    wanted, unwanted = usage_filters(keep), [usage_filters([pair]) for pair in drop]
    control = _builders.node(app, _builders.find(app, None)).control()
    try:
        gone = {record.ID for filters in unwanted for record in control.disk_usage(filters)}
        found = [record for record in control.disk_usage(wanted) if record.ID not in gone]
    finally:
        control.close()
    records = sorted(found, key=lambda record: record.Size)
    if verbose or format == "pretty":
        for record in records:
            app.echo(views.usage_details(record, app.clock()))
    else:
        listing = views.usage_listing(app.clock(), marked=(format or "").startswith("table"))
        print_list(app.streams.stdout, listing, records, format or "table", columns=columns, sort=sort)
    if format in (None, "", "table", "pretty") and not filter and not columns:
        app.out(views.usage_totals(records))
