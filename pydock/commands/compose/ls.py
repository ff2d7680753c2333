"""``pydock compose ls``."""

from __future__ import annotations

from collections import Counter

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import column_options
from pydock.compose import labels
from pydock.errors import PydockError


@command(counting=True)
@option("-a", "--all", kind=kinds.BOOL, help="List applications that are stopped as well")
@option("--filter", kind=kinds.FILTER, help="Only what matches (name=TEXT, not name=TEXT)")
@option("--format", default="table", help="How to print it: table or json")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print names only")
@column_options
def ls(
    app: App, all: bool, filter: list[tuple[str, str]], format: str, quiet: bool, columns: list[str], sort: str
) -> None:
    """List compose applications."""
    import json

    from pydock.render.listing import DOCUMENTS
    from pydock.render.table import align
    from pydock.values.filters import parted

    if format not in ("table", "json", *DOCUMENTS):
        raise PydockError(f'format value "{format}" could not be parsed: parsing failed')
    keep, drop = parted(filter)
    for key, _ in (*keep, *drop):
        if key != "name":
            raise PydockError(f"invalid filter '{key}'")
    rows = app.engine.containers.list(everything=all, filters={"label": sorted((labels.PROJECT, labels.HASH))})
    projects: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        marks = row.get("Labels") or {}
        projects.setdefault(marks.get(labels.PROJECT, ""), []).append({"state": row.get("State", ""), **marks})
    found = []
    for name in sorted(projects):
        if keep and not any(text in name for _, text in keep):
            continue
        if any(text in name for _, text in drop):
            continue
        states = Counter(entry["state"] for entry in projects[name])
        status = ", ".join(f"{state}({count})" for state, count in sorted(states.items()))
        files = dict.fromkeys(entry.get(labels.CONFIG_FILES, "") for entry in projects[name])
        found.append({"Name": name, "Status": status, "ConfigFiles": ",".join(files) or "N/A"})
    if quiet:
        app.out("".join(f"{entry['Name']}\n" for entry in found))
    elif columns or sort or format in DOCUMENTS:
        _listed(app, found, format, columns, sort)
    elif format == "json":
        app.echo(json.dumps(found, separators=(",", ":"), ensure_ascii=False))
    else:
        lines = ["NAME\tSTATUS\tCONFIG FILES", *("\t".join(entry.values()) for entry in found)]
        app.out(align("".join(f"{line}\n" for line in lines), minwidth=20))


def _listed(app: App, found: list[dict[str, str]], format: str, columns: list[str], sort: str) -> None:
    """The forms that Compose does not have."""
    from operator import itemgetter

    from pydock.render.listing import Listing, print_list

    titles = {"Name": "NAME", "Status": "STATUS", "ConfigFiles": "CONFIG FILES"}
    fields = {name: itemgetter(name) for name in titles}
    listing = Listing("api.Stack", fields=fields, headers=titles, table=tuple(titles), quiet="Name")
    print_list(app.streams.stdout, listing, found, format, columns=columns, sort=sort)
