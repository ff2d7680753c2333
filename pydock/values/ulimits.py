"""``--ulimit NAME=SOFT[:HARD]``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydock.values.numbers import parse_decimal_int

Ulimit = dict[str, Any]

_COMMON = ("core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc")
_NAMES = frozenset((*_COMMON, "rss", "rtprio", "rttime", "sigpending", "stack"))


def parse_ulimit(text: str) -> Ulimit:
    """``{"Name": ..., "Hard": ..., "Soft": ...}``; -1 is no limit. ValueError in Docker's words."""
    name, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f"invalid ulimit argument: {text}")
    if name not in _NAMES:
        raise ValueError(f"invalid ulimit type: {name}")
    limits = value.split(":")
    if len(limits) > 2:
        raise ValueError(f"too many limit value arguments - {value}, can only have up to two, `soft[:hard]`")
    hard = parse_decimal_int(limits[-1])
    soft = parse_decimal_int(limits[0])
    if hard != -1 and soft == -1:
        raise ValueError(
            f"ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: {hard}"
        )
    if hard != -1 and soft > hard:
        raise ValueError(f"ulimit soft limit must be less than or equal to hard limit: {soft} > {hard}")
    return {"Name": name, "Hard": hard, "Soft": soft}


def by_name(ulimits: Iterable[Ulimit]) -> list[Ulimit]:
    """The last limit of each name, ordered by name, as the API gets them."""
    last = {ulimit["Name"]: ulimit for ulimit in ulimits}
    return [last[name] for name in sorted(last)]


def text(ulimit: Ulimit) -> str:
    """``NAME=SOFT:HARD``, as builds get it."""
    return f"{ulimit['Name']}={ulimit['Soft']}:{ulimit['Hard']}"
