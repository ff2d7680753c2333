"""Filters of cache records, from Docker's words to BuildKit's."""

from __future__ import annotations

from collections.abc import Iterable

from pydock.errors import PydockError


def usage_filters(filters: Iterable[tuple[str, str]]) -> list[str]:
    """One BuildKit filter for all of ``filters``: ``type==regular,shared==true``; ``until`` is not among them."""
    values: dict[str, str] = {}
    for key, value in filters:
        if key == "until":
            continue
        if key in values:
            raise PydockError(f'ERROR: failed to parse filter: multiple values for "{key}"')
        values[key] = value
    out = [f"{key}{'~=' if key == 'id' else '=='}{value}" if value else key for key, value in values.items()]
    return [",".join(out)] if out else []


def until_of(filters: Iterable[tuple[str, str]]) -> int:
    """The ``until`` filter in nanoseconds, 0 without one."""
    from pydock.values.durations import parse_duration

    found = [value for key, value in filters if key == "until"]
    if len(found) > 1:
        raise PydockError("ERROR: conflicting filters: unused-for and until")
    return parse_duration(found[0]) if found else 0
