"""``pydock compose images``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import column_options
from pydock.commands.compose._runtime import found, project_or_name, width
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.render.listing import Listing

NEVER = "0001-01-01T00:00:00Z"


@command()
@option("--format", default="table", help="How to print it: table or json")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print ids only")
@column_options
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def images(app: App, services: tuple[str, ...], format: str, quiet: bool, columns: list[str], sort: str) -> None:
    """List the images of the application's containers."""
    from pydock.compose.images import inspect_images
    from pydock.render.listing import DOCUMENTS
    from pydock.render.table import align

    if format not in ("table", "json", *DOCUMENTS):
        raise PydockError(f'format value "{format}" could not be parsed: parsing failed')
    containers = found(app, services, project=project_or_name(app))
    here = inspect_images(app.engine, [c.image_id for c in containers], width(app))
    if quiet:
        app.out("".join(f"{i.removeprefix('sha256:')}\n" for i in dict.fromkeys(c.image_id for c in containers)))
        return
    rows = [_row(c, here.get(c.image_id, {})) for c in sorted(containers, key=lambda c: c.name)]
    listing = _listing(app.clock())
    if columns or sort or format in DOCUMENTS:
        from pydock.render.listing import print_list

        print_list(app.streams.stdout, listing, rows, format, columns=columns, sort=sort)
        return
    if format == "json":
        from json import dumps

        app.echo(dumps(rows or None, separators=(",", ":"), ensure_ascii=False) + "\n")
        return
    lines = ["\t".join(listing.headers[name] for name in listing.table)]
    lines += ["\t".join(listing.fields[name](row) for name in listing.table) for row in rows]
    app.out(align("".join(f"{line}\n" for line in lines), minwidth=20))


def _listing(now: float) -> Listing:
    """Compose calls the time of an image's last tag its creation."""
    from pydock.render.listing import Listing
    from pydock.render.units import human_size
    from pydock.views.common import since

    headers = {
        "Container": "CONTAINER",
        "Repository": "REPOSITORY",
        "Tag": "TAG",
        "Platform": "PLATFORM",
        "ID": "IMAGE ID",
        "Size": "SIZE",
        "Created": "CREATED",
    }
    fields: dict[str, Callable[[Any], Any]] = {
        "Container": lambda row: row["ContainerName"],
        "Repository": lambda row: row["Repository"],
        "Tag": lambda row: row["Tag"],
        "Platform": lambda row: row["Platform"],
        "ID": lambda row: row["ID"].removeprefix("sha256:")[:12],
        "Size": lambda row: human_size(row["Size"], 3),
        "Created": lambda row: since(_seconds(row["LastTagTime"]), now) if row["LastTagTime"] != NEVER else "N/A",
    }
    return Listing("api.ImageSummary", fields=fields, headers=headers, table=tuple(headers))


def _seconds(text: str) -> int:
    from pydock.compose.images import seconds

    return int(seconds(text))


def _row(container: Any, image: dict[str, Any]) -> dict[str, Any]:
    tags = image.get("RepoTags") or []
    wanted = str(container.summary.get("Image", ""))
    tag = next((t for t in tags if t in (wanted, f"{wanted}:latest")), tags[0] if tags else "<none>:<none>")
    repository, _, version = tag.rpartition(":")
    platform = "/".join(part for part in (image.get("Os"), image.get("Architecture"), image.get("Variant")) if part)
    return {
        "ID": image.get("Id", container.image_id),
        "ContainerName": container.name,
        "Repository": repository,
        "Tag": version,
        "Platform": platform,
        "Size": image.get("Size", 0),
        "LastTagTime": (image.get("Metadata") or {}).get("LastTagTime") or NEVER,
    }
