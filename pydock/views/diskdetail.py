"""``system df -v``: every object with what it takes."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing, Output, Row, print_list
from pydock.render.units import human_size
from pydock.views import buildcache, container, image, volume
from pydock.views.disk import cache_size

_IMAGE_TABLE = ("Repository", "Tag", "ID", "CreatedSince", "Size", "SharedSize", "UniqueSize", "Containers")
_CONTAINER_TABLE = ("ID", "Image", "Command", "LocalVolumes", "Size", "RunningFor", "Status", "Names")


class Detail:
    """Everything ``GET /system/df`` says, as rows; a template reaches them as ``.Images``, ``.Containers``, ..."""

    go_type = "*formatter.diskUsageContext"
    go_fields = True
    go_pointer = True

    def __init__(self, data: dict[str, Any], *, now: float, trunc: bool) -> None:
        self._data = data
        self.kinds: dict[str, tuple[Listing, list[Any]]] = {
            "Images": (image.listing(now=now, no_trunc=not trunc), _image_rows(data.get("Images") or [])),
            "Containers": (
                container.listing(now=now, no_trunc=not trunc),
                [{**entry, "SizeRootFs": 0} for entry in data.get("Containers") or []],
            ),
            "Volumes": (volume.listing(), data.get("Volumes") or []),
            "BuildCache": (
                buildcache.listing(now=now, trunc=trunc),
                sorted(data.get("BuildCache") or [], key=buildcache.order),
            ),
        }
        self.kinds["Images"][0].table = _IMAGE_TABLE
        self.kinds["Containers"][0].table = _CONTAINER_TABLE
        self.kinds["Volumes"][0].table = ("Name", "Links", "Size")

    def go_member(self, name: str) -> Any:
        listing, rows = self.kinds[name]
        return [Row(listing, row) for row in rows]

    def go_members(self) -> list[str]:
        return list(self.kinds)

    def go_items(self) -> list[tuple[str, Any]]:
        return [(name, self.go_member(name)) for name in self.kinds]

    def go_json(self) -> dict[str, Any]:
        return {name: self.go_member(name) for name in self.kinds}

    def print(self, out: Output) -> None:
        """The four tables."""
        titles = (
            ("Images", "Images space usage:\n\n"),
            ("Containers", "\nContainers space usage:\n\n"),
            ("Volumes", "\nLocal Volumes space usage:\n\n"),
            ("BuildCache", f"\nBuild cache usage: {human_size(cache_size(self._data))}\n\n"),
        )
        for kind, title in titles:
            listing, rows = self.kinds[kind]
            out.write(title)
            print_list(out, listing, rows)


def _image_rows(images: list[dict[str, Any]]) -> list[image.ImageRow]:
    """One row an image, under its first name."""
    found = []
    for entry in images:
        first = next(image.rows([{**entry, "RepoDigests": []}], digests=False, every_digest=False))
        found.append(image.ImageRow(entry, first.repository, first.tag, ""))
    return found
