"""``--filter NAME=VALUE`` flags, and ``--filter 'not NAME=VALUE'`` of lists."""

from __future__ import annotations

from collections.abc import Iterable

_NOT = "not "


def parse_filter(text: str) -> tuple[str, str]:
    """One filter as ``(name, value)``, the name in lower case; an empty text is ``("", "")``, no filter at all."""
    if not text:
        return "", ""
    name, equals, value = text.partition("=")
    if not equals:
        raise ValueError("bad format of filter (expected name=value)")
    return name.strip().lower(), value.strip()


def parted(filters: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The filters whose matches stay, and those whose matches go: of ``not label=x``, ``("label", "x")``."""
    keep, drop = [], []
    for name, value in filters:
        if name.startswith(_NOT):
            drop.append((name[len(_NOT) :].lstrip(), value))
        else:
            keep.append((name, value))
    return keep, drop


def grouped(filters: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The filters by name, as ``engine.filters.encode`` takes them: ``{"label": ["a", "b=c"]}``."""
    groups: dict[str, list[str]] = {}
    for name, value in filters:
        if name or value:
            values = groups.setdefault(name, [])
            if value not in values:
                values.append(value)
    return groups
