"""``pydock compose bridge transformations list``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import column_options

LABEL = "com.docker.compose.bridge=transformation"


@command(spare=True)
@option("--format", default="table", help="How to print it: table or json")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print names only")
@column_options
def list(app: App, format: str, quiet: bool, columns: Sequence[str], sort: str) -> None:
    """List the transformations at hand."""
    from pydock.compose.model.emit import to_json
    from pydock.render.listing import DOCUMENTS, Listing, print_list
    from pydock.render.table import align
    from pydock.render.units import human_size

    titles = {"ID": "IMAGE ID", "Repo": "REPO", "Tags": "TAGS", "Size": "SIZE"}
    fields: dict[str, Callable[[Any], str]] = {
        "ID": lambda row: row["Id"].removeprefix("sha256:")[:12],
        "Repo": lambda row: _name(row)[0],
        "Tags": lambda row: _name(row)[1],
        "Size": lambda row: human_size(row.get("Size", 0), 3),
    }
    rows = app.engine.images.list(filters={"label": [LABEL]})
    if quiet:
        app.out("".join(f"{(row.get('RepoTags') or [row['Id']])[0]}\n" for row in rows))
    elif columns or sort or format in DOCUMENTS:
        listing = Listing("image.Summary", fields=fields, headers=titles, table=tuple(titles))
        print_list(app.streams.stdout, listing, rows, format, columns=columns, sort=sort)
    elif format == "json":
        app.echo(to_json(rows, pretty=False))
    else:
        lines = ["\t".join(titles.values())]
        lines += ["\t".join(field(row) for field in fields.values()) for row in rows]
        app.out(align("".join(f"{line}\n" for line in lines), minwidth=20))


def _name(row: dict[str, Any]) -> tuple[str, str]:
    name, _, tag = (row.get("RepoTags") or ["<none>:<none>"])[0].rpartition(":")
    return name, tag
