"""The lines of the report."""

from __future__ import annotations

import sys

_WIDTHS = (42, 10, 10, 8, 7, 13, 9, 13)


def row(*cells: str) -> None:
    """One line, its first cell to the left and the others to the right, shown at once."""
    name, *numbers = (cell.rjust(width) for cell, width in zip(cells, _WIDTHS, strict=False))
    sys.stdout.write(cells[0].ljust(len(name)) + "".join(numbers).rstrip() + "\n")
    sys.stdout.flush()


def marked(text: str, good: bool) -> str:
    """``text``, with a sign where it is not good."""
    return text if good else f"{text} !"
