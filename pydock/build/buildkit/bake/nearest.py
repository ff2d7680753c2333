"""HCL's "Did you mean": the first known name that is at most two edits away."""

from __future__ import annotations

from collections.abc import Iterable


def suggestion(name: str, known: Iterable[str]) -> str:
    """`` Did you mean "x"?``, or nothing."""
    found = next((other for other in known if _distance(name, other) < 3), "")
    return f' Did you mean "{found}"?' if found else ""


def _distance(a: str, b: str) -> int:
    """How many letters to add, drop or change."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
