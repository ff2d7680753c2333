"""The names nearest to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Up to ``most`` of ``names`` within two edits of ``word`` (one of a short word) or beginning with it."""
    scored = []
    for name in names:
        edits = distance(word, name)
        if edits <= (2 if len(word) > 3 else 1) or (len(word) > 1 and name.startswith(word)):
            scored.append((edits, name))
    return [name for _, name in sorted(scored)[:most]]


def distance(left: str, right: str) -> int:
    """Edits (insert, delete, replace, swap neighbours) from one text to the other."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row = row, [i]
        for j, b in enumerate(right, 1):
            best = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before = previous
    return row[-1]
