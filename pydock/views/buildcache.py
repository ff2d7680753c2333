"""Records of the build cache in ``system df -v``."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import Listing
from pydock.render.units import Moment, human_size, parse_time
from pydock.views.common import short_id, since


def listing(*, now: float, trunc: bool) -> Listing:
    """The columns of the build cache; ``now`` is seconds since 1970."""

    def identity(cache: dict[str, Any]) -> str:
        text = short_id(cache.get("ID", "")) if trunc else str(cache.get("ID", ""))
        return text + "*" if cache.get("InUse") else text

    def parent(cache: dict[str, Any]) -> str:
        text = str(cache.get("Parent", "") or ", ".join(cache.get("Parents") or ()))
        return short_id(text) if trunc else text

    return Listing(
        "*formatter.buildCacheContext",
        fields={
            "ID": identity,
            "Parent": parent,
            "CacheType": lambda c: c.get("Type", ""),
            "Description": lambda c: c.get("Description", ""),
            "Size": lambda c: human_size(c.get("Size", 0), 3),
            "CreatedAt": lambda c: _text(c.get("CreatedAt")),
            "CreatedSince": lambda c: _since(c.get("CreatedAt"), now),
            "LastUsedAt": lambda c: _text(c.get("LastUsedAt")),
            "LastUsedSince": lambda c: _since(c.get("LastUsedAt"), now),
            "UsageCount": lambda c: str(c.get("UsageCount", 0)),
            "InUse": lambda c: "true" if c.get("InUse") else "false",
            "Shared": lambda c: "true" if c.get("Shared") else "false",
        },
        headers={
            "ID": "CACHE ID",
            "Parent": "PARENT",
            "CacheType": "CACHE TYPE",
            "Size": "SIZE",
            "CreatedSince": "CREATED",
            "LastUsedSince": "LAST USED",
            "UsageCount": "USAGE",
            "InUse": "IN USE",
            "Shared": "SHARED",
            "Description": "DESCRIPTION",
        },
        table=("ID", "CacheType", "Size", "CreatedSince", "LastUsedSince", "UsageCount", "Shared"),
    )


def _moment(raw: Any) -> Moment | None:
    try:
        return parse_time(raw) if raw else None
    except ValueError:
        return None


def _text(raw: Any) -> str:
    moment = _moment(raw)
    return "" if moment is None else moment.text()


def _since(raw: Any, now: float) -> str:
    moment = _moment(raw)
    return "" if moment is None else since(moment.seconds + moment.nanoseconds / 1e9, now)


def order(cache: dict[str, Any]) -> tuple[float, int, str]:
    """Least recently used first; those never used before all others."""
    moment = _moment(cache.get("LastUsedAt"))
    if moment is None:
        return float("-inf"), 0, cache.get("ID", "")
    return moment.seconds, moment.nanoseconds, cache.get("ID", "")
