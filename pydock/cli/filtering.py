"""Lists whose filters may be turned round: ``--filter 'not label=x'`` takes away what ``label=x`` would keep.

No engine knows such filters. It is asked once more for what is to go, so that each filter means what the engine
says it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from pydock.values.filters import grouped, parted

Row = TypeVar("Row")
Groups = dict[str, list[str]]
Pair = tuple[str, str]


def kept(
    filters: Iterable[Pair],
    fetch: Callable[[Groups], Sequence[Row]],
    *,
    matching: Callable[[Groups], Sequence[Row]] | None = None,
    key: str = "Id",
    without: Callable[[Sequence[Row], Sequence[Row]], list[Row]] | None = None,
) -> list[Row]:
    """The rows of ``fetch`` that pass all ``filters``.

    ``matching`` finds what one filter matches, where ``fetch`` leaves rows out for other reasons. Rows are the same
    where ``key`` is; ``without(rows, gone)`` does what that cannot.
    """
    keep, drop = parted(filters)
    rows = list(fetch(grouped(keep)))
    for pair in drop:
        gone = (matching or fetch)(grouped([pair]))
        rows = without(rows, gone) if without else _others(rows, gone, key)
    return rows


def _others(rows: Iterable[Any], gone: Iterable[Any], key: str) -> list[Any]:
    names = {row.get(key) for row in gone}
    return [row for row in rows if row.get(key) not in names]
