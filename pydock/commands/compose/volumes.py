"""``pydock compose volumes``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import column_options
from pydock.commands.compose._runtime import found, project_or_name
from pydock.compose import labels


@command()
@option("--format", default="table", help="How to print it: table, json, or a template")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print names only")
@column_options
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def volumes(app: App, services: tuple[str, ...], format: str, quiet: bool, columns: list[str], sort: str) -> None:
    """List the application's volumes."""
    from pydock.render.listing import print_list
    from pydock.views import volume as view

    known = project_or_name(app, services)
    mark = {"label": [f"{labels.PROJECT}={known[1]}"]}
    rows = app.engine.volumes.list(mark).get("Volumes") or []
    if services:
        used = {
            mount.get("Name")
            for container in found(app, services, project=known)
            for mount in container.summary.get("Mounts") or ()
        }
        rows = [row for row in rows if row["Name"] in used]
    print_list(app.streams.stdout, view.listing(), rows, format, quiet=quiet, columns=columns, sort=sort)
