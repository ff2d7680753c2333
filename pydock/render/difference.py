"""What differs between two JSON documents: a line for each value that only one of them has, by its path.

::

    - Config.Image: "busybox:1.36"
    + Config.Image: "busybox:1.37"
    + Config.Env[]: "DEBUG=1"

Lists of plain values are compared by what they hold (``[]``), all others place by place.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from typing import Any, NamedTuple

_ABSENT = object()


class Change(NamedTuple):
    """``mark`` is ``-`` for what the first document alone has, ``+`` for the second."""

    mark: str
    path: str
    value: Any

    def __str__(self) -> str:
        return f"{self.mark} {self.path}: {dumps(self.value, ensure_ascii=False)}"


def differences(first: Any, second: Any, path: str = "") -> Iterator[Change]:
    """Every change from ``first`` to ``second``, in the order of the first document's keys."""
    if isinstance(first, dict) and isinstance(second, dict):
        for key in dict.fromkeys([*first, *second]):
            yield from differences(first.get(key, _ABSENT), second.get(key, _ABSENT), _below(path, key))
    elif isinstance(first, list) and isinstance(second, list):
        yield from _lists(first, second, path)
    elif first != second or type(first) is not type(second):
        yield from [Change(mark, path, value) for mark, value in (("-", first), ("+", second)) if value is not _ABSENT]


def _lists(first: list[Any], second: list[Any], path: str) -> Iterator[Change]:
    if any(isinstance(item, (dict, list)) for item in [*first, *second]):
        for place in range(max(len(first), len(second))):
            one, other = [items[place] if place < len(items) else _ABSENT for items in (first, second)]
            yield from differences(one, other, f"{path}[{place}]")
        return
    gone, come = _without(first, second), _without(second, first)
    if not gone and not come and first != second:  # the order alone
        yield from (Change("-", path, first), Change("+", path, second))
    yield from [Change("-", f"{path}[]", item) for item in gone]
    yield from [Change("+", f"{path}[]", item) for item in come]


def _without(items: list[Any], others: list[Any]) -> list[Any]:
    """``items`` without one for each that ``others`` has."""
    left, out = [dumps(other) for other in others], []
    for item in items:
        if dumps(item) in left:
            left.remove(dumps(item))
        else:
            out.append(item)
    return out


def _below(path: str, key: str) -> str:
    plain = key.replace("_", "").replace("-", "").isalnum()
    name = key if plain else f"[{dumps(key, ensure_ascii=False)}]"
    return f"{path}.{name}" if path and plain else path + name
