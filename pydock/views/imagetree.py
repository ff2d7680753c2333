"""``images --tree``: every image with its names and platforms. The data is ``GET /images/json?manifests=1``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pydock.render.sanitise import line as clean
from pydock.render.table import ellipsis, width
from pydock.render.units import human_size
from pydock.views.common import short_id

WARNING = "WARNING: This is an experimental feature. The output may change and shouldn't be depended on."
GAP = 3
NARROWEST = 12
#: titles and widths of the columns after the names
COLUMNS = (("ID", 12), ("DISK USAGE", 10), ("CONTENT SIZE", 12), ("EXTRA", 5))
_CHIP = "\x1b[38;5;0m\x1b[48;5;14m U \x1b[0m"


class Line(NamedTuple):
    """An image or one of its platforms: ``name`` stands before the cells."""

    name: str
    cells: tuple[str, str, str]
    used: bool
    faint: bool = False


class Image(NamedTuple):
    """``names`` are lines of their own above ``line``, which has the last one."""

    names: list[str]
    line: Line
    platforms: list[Line]


def tree_text(images: Iterable[dict[str, Any]], *, width: int, colour: bool) -> str:
    """The whole picture for a terminal of ``width`` columns; untagged images are left out."""
    newest = sorted(images, key=lambda image: -image.get("Created", 0))
    found = [_image(entry) for entry in newest if entry.get("RepoTags")]
    columns = _columns(width)
    room = width - sum(size + GAP for _, size in columns)
    widest = max([len("IMAGE"), *[size for image in found for size in _name_sizes(image)]])
    first = min(room, widest)
    spread = any(image.platforms for image in found)
    out = [_paint(WARNING, "93", colour), _legend(width, colour), "", _titles(first, columns)]
    for image in found:
        out += [_paint(ellipsis(name, width), "34m\x1b[1", colour) for name in image.names]
        out.append(_row(image.line, first, columns, colour, "34m\x1b[1"))
        out += [_row(line, first, columns, colour, "39") for line in image.platforms]
        out += [""] if spread else []
    return "\n".join(out) + "\n"


def _image(entry: dict[str, Any]) -> Image:
    platforms = []
    content = 0
    used = entry.get("Containers", 0) > 0
    for manifest in entry.get("Manifests") or ():
        if manifest.get("Kind") != "image":
            continue
        data, size = manifest.get("ImageData") or {}, manifest.get("Size") or {}
        busy = bool(data.get("Containers"))
        used = used or busy
        content += size.get("Content", 0)
        cells = (short_id(manifest.get("ID", "")), _size(size.get("Total", 0)), _size(size.get("Content", 0)))
        platforms.append(Line(_platform(data.get("Platform") or {}), cells, busy, not manifest.get("Available")))
    named = [
        line._replace(name=("└─ " if index == len(platforms) - 1 else "├─ ") + line.name)
        for index, line in enumerate(platforms)
    ]
    names = sorted(map(clean, entry["RepoTags"]), key=lambda name: -len(name))
    own = (short_id(entry.get("Id", "")), _size(entry.get("Size", 0)), _size(content))
    return Image(names[:-1], Line(names[-1], own, used), named)


def _platform(platform: dict[str, Any]) -> str:
    from pydock.views.platform import PlatformValue

    return PlatformValue(platform).go_text()


def _size(size: int) -> str:
    return human_size(size, 3)


def _name_sizes(image: Image) -> list[int]:
    """Docker counts bytes here, which makes room for the branches' box characters."""
    return [
        len(name.encode("utf-8", "surrogateescape"))
        for name in [*image.names, image.line.name, *[line.name for line in image.platforms]]
    ]


def _columns(room: int) -> list[tuple[str, int]]:
    """The columns that fit beside names of a readable width."""
    kept: list[tuple[str, int]] = []
    for title, size in COLUMNS:
        room -= size + GAP
        if room < NARROWEST:
            break
        kept.append((title, size))
    return kept


def _legend(width: int, colour: bool) -> str:
    if not colour:
        return "Info ->  U In Use ".rjust(width)
    shown = f"\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m {_CHIP} In Use "
    return " " * max(0, width - len("i Info →   U  In Use ")) + shown


def _titles(first: int, columns: list[tuple[str, int]]) -> str:
    cells = [("IMAGE", first), *columns]
    return (" " * GAP).join([f"\x1b[39m\x1b[1m{title}\x1b[0m" + " " * (size - len(title)) for title, size in cells])


def _row(line: Line, first: int, columns: list[tuple[str, int]], colour: bool, style: str) -> str:
    faint = "39m\x1b[2" if line.faint else "39"
    name = ellipsis(line.name, first)
    out = _paint(name, faint if line.faint else style, colour) + " " * (first - width(name))
    for index, (_, size) in enumerate(columns):
        if index == len(COLUMNS) - 1:
            out += " " * GAP + _chip(line.used, colour)
            continue
        cell = line.cells[index]
        pad = " " * (size - len(cell))
        out += " " * GAP + (_paint(cell, faint, colour) + pad if index == 0 else pad + _paint(cell, faint, colour))
    return out


def _chip(used: bool, colour: bool) -> str:
    if not used:
        return " " * 5
    return f"{_CHIP}  " if colour else "U".ljust(5)


def _paint(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour else text
