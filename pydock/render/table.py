"""Elastic tab stops: the column rules of Go's ``text/tabwriter``, as Docker's lists use them.

Text is lines of cells; a tab ends a cell. A column is a run of consecutive lines that have a tab-ended cell
there, and is as wide as its widest cell plus ``padding``, ``minwidth`` at least. What follows a line's last
tab belongs to no column and is not padded.
"""

from __future__ import annotations

from collections.abc import Sequence


def align(text: str, *, minwidth: int = 10, padding: int = 3) -> str:
    """``text`` with its tabs replaced by spaces. Form feeds and vertical tabs are left alone."""
    if "\t" not in text:
        return text
    lines = [line.split("\t") for line in text.split("\n")]
    pads = [[0] * (len(line) - 1) for line in lines]
    for column in range(max(map(len, lines)) - 1):
        start = 0
        while start < len(lines):
            if len(lines[start]) - 1 <= column:
                start += 1
                continue
            end = start
            sizes = []
            while end < len(lines) and len(lines[end]) - 1 > column:
                sizes.append(width(lines[end][column]))
                end += 1
            full = max(minwidth, max(sizes) + padding)
            for row, size in zip(range(start, end), sizes, strict=True):
                pads[row][column] = full - size
            start = end
    out = []
    for line, spaces in zip(lines, pads, strict=True):
        out.append("".join([cell + " " * n for cell, n in zip(line, spaces, strict=False)]) + line[-1])
    return "\n".join(out)


def tabbed(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns that end at multiples of eight, filled with tabs."""
    widths = [max(len(row[column]) for row in rows) // 8 * 8 + 8 for column in range(len(rows[0]) - 1)]
    lines = []
    for row in rows:
        cells = [cell + "\t" * -((len(cell) - width) // 8) for cell, width in zip(row, widths, strict=False)]
        lines.append("".join(cells) + row[-1])
    return "\n".join(lines) + "\n"


def width(text: str) -> int:
    """Columns that ``text`` takes: East Asian wide and full-width characters take two, all others one."""
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def ellipsis(text: str, limit: int) -> str:
    """``text`` within ``limit`` columns, its end replaced by ``…`` where it does not fit."""
    if limit <= 0:
        return ""
    if width(text) <= limit:
        return text
    if limit == 1:
        return text[0]
    used = 0
    for index, char in enumerate(text):
        size = 1 if char.isascii() else width(char)
        if used + size > limit - 1:
            return text[:index] + "…"
        used += size
    return text
