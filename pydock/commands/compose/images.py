"""``pydock compose images``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import found, project_or_name, width
from pydock.errors import PydockError


@command()
@option("--format", default="table", help="How to print it: table or json")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print ids only")
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def images(app: App, services: tuple[str, ...], format: str, quiet: bool) -> None:
    """List the images of the application's containers."""
    from pydock.compose.images import inspect_images
    from pydock.render.table import align
    from pydock.render.units import human_size
    from pydock.views.common import since

    if format not in ("table", "json"):
        raise PydockError(f'format value "{format}" could not be parsed: parsing failed')
    containers = found(app, services, project=project_or_name(app))
    here = inspect_images(app.engine, [c.image_id for c in containers], width(app))
    if quiet:
        app.out("".join(f"{i.removeprefix('sha256:')}\n" for i in dict.fromkeys(c.image_id for c in containers)))
        return
    rows = [_row(c, here.get(c.image_id, {})) for c in sorted(containers, key=lambda c: c.name)]
    if format == "json":
        from pydock.compose.model.emit import to_json

        app.echo(to_json(rows, pretty=False) if rows else "null\n")
        return
    lines = ["CONTAINER\tREPOSITORY\tTAG\tPLATFORM\tIMAGE ID\tSIZE\tCREATED"]
    for row in rows:
        created = since(_seconds(row["Created"]), app.clock()) if row["Created"] else "N/A"
        lines.append(
            "\t".join(
                (
                    row["ContainerName"],
                    row["Repository"],
                    row["Tag"],
                    row["Platform"],
                    row["ID"].removeprefix("sha256:")[:12],
                    human_size(row["Size"], 3),
                    created,
                )
            )
        )
    app.out(align("".join(f"{line}\n" for line in lines), minwidth=20))


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
        "Created": image.get("Created", ""),
    }
