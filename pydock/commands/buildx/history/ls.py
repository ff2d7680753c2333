"""``pydock buildx history ls``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import column_options

if TYPE_CHECKING:
    from pydock.build.buildkit.proto.control_pb2 import BuildHistoryRecord
    from pydock.commands.buildx.history._records import Records

_MOST = 50


@command()
@option("--filter", kind=kinds.STRING_ARRAY, help='Only records that match ("status=error").')
@option("--format", default="table", help="Shape of the output.")
@option("--local", kind=kinds.BOOL, help="Only builds of the repository around this folder.")
@option("--no-trunc", kind=kinds.BOOL, help="Print names in full.")
@column_options
def ls(app: App, filter: list[str], format: str, local: bool, no_trunc: bool, columns: list[str], sort: str) -> None:
    """List build records."""
    from pydock.commands.buildx.history import _records
    from pydock.commands.buildx.history._filters import history_filters, repository_filter
    from pydock.render.table import align

    if local:
        filter = [*filter, repository_filter(app.cwd, app.environ)]
    with _records.opened(app, history_filters(filter)) as found:
        rows = [(r, _records.name_of(r, _records.origin(app, found, r))) for r in found.records[:_MOST]]
        if format in ("json", "{{json .}}"):
            import json

            for record, name in rows:
                app.echo(json.dumps(_json(found, record, name), separators=(",", ":")))
            return
        if columns or sort or format not in ("", "table"):
            _template(app, found, rows, format, columns=columns, sort=sort)
            return
        lines = ["BUILD ID\tNAME\tSTATUS\tCREATED AT\tDURATION\t"]
        for record, name in rows:
            lines.append("\t".join(_cells(app, record, name if no_trunc else _short(name))))
        app.out(align("\n".join(lines) + "\n"))


def _cells(app: App, record: BuildHistoryRecord, name: str) -> list[str]:
    from pydock.commands.buildx.history import _records
    from pydock.render.units import ago

    seconds = _records.seconds_of(record, app.clock())
    duration = _records.duration_text(seconds) + ("+" if not record.HasField("CompletedAt") else "")
    created = ago(app.clock() - record.CreatedAt.seconds)
    return [record.Ref, name, _records.status_of(record), created, duration, ""]


def _short(name: str) -> str:
    return name if len(name) <= 36 else f"{name[:35]}…"


def _json(found: Records, record: BuildHistoryRecord, name: str) -> dict[str, Any]:
    from pydock.commands.buildx.history import _records

    data: dict[str, Any] = {"cached_steps": record.numCachedSteps}
    if record.HasField("CompletedAt"):
        data["completed_at"] = _records.time_text(record.CompletedAt.seconds, record.CompletedAt.nanos)
    data["completed_steps"] = record.numCompletedSteps
    data["created_at"] = _records.time_text(record.CreatedAt.seconds, record.CreatedAt.nanos)
    data["name"] = name
    data["ref"] = f"{found.builder}/{found.node}/{record.Ref}"
    data["status"] = _records.status_of(record)
    data["total_steps"] = record.numTotalSteps
    return data


def _template(app: App, found: Records, rows: list[tuple[BuildHistoryRecord, str]], format: str, **look: Any) -> None:
    from pydock.render.listing import Listing, print_list

    names = ("Ref", "Name", "Status", "CreatedAt", "Duration")
    items = [dict(zip(names, _cells(app, record, name), strict=False)) for record, name in rows]
    fields = {
        "Ref": lambda row: row["Ref"],
        "Name": lambda row: row["Name"],
        "Status": lambda row: row["Status"],
        "CreatedAt": lambda row: row["CreatedAt"],
        "Duration": lambda row: row["Duration"],
    }
    titles = ("BUILD ID", "NAME", "STATUS", "CREATED AT", "DURATION")
    listing = Listing("*history.lsContext", fields=fields, headers=dict(zip(names, titles, strict=True)), table=names)
    print_list(app.streams.stdout, listing, items, format, **look)
