"""The default table on a terminal: fitted to its width, titles dim, states coloured.

What does not fit is taken from the widest cells first (they end in ``…``); when even that leaves a cell too
narrow to tell anything, whole columns go, the least useful first, and the title line ends in ``+N`` for how many.
``--no-trunc`` shows everything and lets the terminal wrap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.render.sanitise import line as clean
from pydock.render.table import ellipsis, width

if TYPE_CHECKING:
    from pydock.render.listing import Listing

GAP = 3
NARROWEST = 10
#: what these columns keep before others go: cut shorter they tell too little
FIRM = {"ID": 12, "Status": 24, "Names": 32, "Name": 32, "Repository": 20, "Tag": 12}
#: the columns a reader misses least, first to go first
EXPENDABLE = (
    "LocalVolumes", "Mounts", "Networks", "Labels", "Command", "CreatedBy", "Comment", "SharedSize", "UniqueSize",
    "RunningFor", "CreatedAt", "CreatedSince", "UpdatedAt", "Description", "Digest", "Driver", "Scope", "BlockIO",
    "NetIO", "PIDs", "DesiredState", "Error", "Size", "Ports", "Image",
)  # fmt: skip
_STYLES = {"dim": "2", "green": "32", "red": "31", "yellow": "33", "cyan": "36", "bold": "1"}


def fit(
    listing: Listing, rows: Iterable[Any], names: Sequence[str], *, width: int, colour: bool, fold: bool = True
) -> str:
    """The table as it stands on a terminal of ``width`` columns."""
    from pydock.render.listing import text

    items = list(rows)
    table = {name: [clean(text(listing.cells[name](item))) for item in items] for name in names}
    shown, sizes = _choose(listing, names, table, width) if fold else (list(names), {})
    hidden = len(names) - len(shown)
    full = {name: sizes.get(name, _widest(listing.headers[name], table[name])) for name in shown}
    titles = [ellipsis(listing.headers[name], full[name]) for name in shown]
    if hidden:
        titles[-1] = f"{titles[-1]} +{hidden}"
    out = [_line(titles, [full[name] for name in shown], ["dim"] * len(shown) if colour else None)]
    for index, item in enumerate(items):
        cells = [ellipsis(table[name][index], full[name]) for name in shown]
        styles = [listing.styles[name](item) if name in listing.styles else "" for name in shown] if colour else None
        out.append(_line(cells, [full[name] for name in shown], styles))
    return "".join(out)


def _widest(title: str, cells: list[str]) -> int:
    return max([width(title), *[width(cell) for cell in cells]])


def _choose(
    listing: Listing, names: Sequence[str], table: dict[str, list[str]], room: int
) -> tuple[list[str], dict[str, int]]:
    """The columns that stay, and the width of each."""
    shown = list(names)
    wide = {name: _widest(listing.headers[name], table[name]) for name in names}
    while True:
        space = room - GAP * (len(shown) - 1) - (3 if len(shown) < len(names) else 0)
        firm = FIRM if len(shown) > 3 else {}
        least = {name: min(wide[name], max(firm.get(name, NARROWEST), width(listing.headers[name]))) for name in shown}
        if sum(least.values()) <= space or len(shown) <= 2:
            return shown, _share({name: wide[name] for name in shown}, least, space)
        going = next((name for name in EXPENDABLE if name in shown and name != shown[0]), shown[-2])
        shown.remove(going)


def _share(wide: dict[str, int], least: dict[str, int], space: int) -> dict[str, int]:
    """Cut the widest columns down, one column of characters at a time, until all fit."""
    sizes = dict(wide)
    excess = sum(sizes.values()) - space
    while excess > 0:
        loose = [name for name in sizes if sizes[name] > least[name]]
        if not loose:
            break
        widest = max(loose, key=lambda name: sizes[name])
        sizes[widest] -= 1
        excess -= 1
    return sizes


def _line(cells: list[str], sizes: list[int], styles: list[str] | None) -> str:
    out = []
    for index, (cell, size) in enumerate(zip(cells, sizes, strict=True)):
        padding = "" if index == len(cells) - 1 else " " * (size - width(cell) + GAP)
        style = styles[index] if styles else ""
        out.append(f"\x1b[{_STYLES[style]}m{cell}\x1b[0m{padding}" if style else cell + padding)
    return "".join(out).rstrip(" ") + "\n"
