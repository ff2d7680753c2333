"""Filters of cache records, from Docker's words to BuildKit's."""

from __future__ import annotations

from collections.abc import Iterable

from pydock.errors import PydockError

_AGES = ("until", "unused-for")


def usage_filters(filters: Iterable[tuple[str, str]]) -> list[str]:
    """One BuildKit filter for all of ``filters``: ``type==regular,shared==true``; ages are not among them."""
    values: dict[str, str] = {}
    for key, value in filters:
        if key in _AGES:
            continue
        if key in values:
            raise PydockError("filters expect only one value")
        values[key] = value
    return [",".join(_filter(key, value) for key, value in values.items())] if values else []


def _filter(key: str, value: str) -> str:
    if not value:
        return key
    if key.endswith(("!", "~")):
        return f"{key}={value}"
    return f"{key}{'~=' if key == 'id' else '=='}{value}"


def until_of(filters: Iterable[tuple[str, str]]) -> int:
    """The ``until`` filter (or ``unused-for``, its other name) in nanoseconds, 0 without one."""
    from pydock.values.durations import parse_duration

    found = [(key, value) for key, value in filters if key in _AGES]
    if len({key for key, _ in found}) > 1:
        raise PydockError('conflicting filters "until" and "unused-for"')
    if len(found) > 1:
        raise PydockError("filters expect only one value")
    for key, value in found:
        try:
            return parse_duration(value)
        except ValueError as error:
            raise PydockError(f"\"{key}\" filter expects a duration (e.g., '24h'): {error}") from error
    return 0
