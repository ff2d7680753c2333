"""``pydock compose bridge transformations list``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option

LABEL = "com.docker.compose.bridge=transformation"


@command()
@option("--format", default="table", help="How to print it: table or json")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print names only")
def list(app: App, format: str, quiet: bool) -> None:
    """List the transformations at hand."""
    from pydock.compose.model.emit import to_json
    from pydock.render.table import align
    from pydock.render.units import human_size

    rows = app.engine.images.list(filters={"label": [LABEL]})
    if quiet:
        app.out("".join(f"{(row.get('RepoTags') or [row['Id']])[0]}\n" for row in rows))
    elif format == "json":
        app.echo(to_json(rows, pretty=False))
    else:
        lines = ["IMAGE ID\tREPO\tTAGS\tSIZE"]
        for row in rows:
            name, _, tag = (row.get("RepoTags") or ["<none>:<none>"])[0].rpartition(":")
            identity = row["Id"].removeprefix("sha256:")[:12]
            lines.append("\t".join((identity, name, tag, human_size(row.get("Size", 0), 3))))
        app.out(align("".join(f"{line}\n" for line in lines), minwidth=20))
