"""What several views share: short ids, labels, times and the order of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.units import human_duration, local_moment

NO_VALUE = "N/A"


def short_id(identity: str) -> str:
    """The first twelve characters of an id, without its algorithm."""
    return identity.partition(":")[2][:12] if ":" in identity else identity[:12]


def labels_text(labels: Mapping[str, str] | None) -> str:
    """``a=1,b=2``, sorted."""
    if not labels:
        return ""
    return ",".join([f"{key}={labels[key]}" for key in sorted(labels)])


def label(item: Mapping[str, Any], key: str) -> str:
    """The value of one of an object's ``Labels``, empty where it has none."""
    return str((item.get("Labels") or {}).get(key, ""))


def created_at(seconds: int) -> str:
    """Unix seconds in Go's form of a time, in this machine's zone."""
    return local_moment(seconds).text()


def since(seconds: float, now: float) -> str:
    """``3 hours ago``; ``now`` is seconds since 1970."""
    return human_duration(now - seconds) + " ago"


def natural_key(name: str) -> bytes:
    """A key that orders names by their text, with runs of digits by value: ``v9`` before ``v10``."""
    out = bytearray()
    data = name.encode("utf-8", "surrogateescape")
    at = 0
    while at < len(data):
        end = at
        while end < len(data) and 48 <= data[end] <= 57:
            end += 1
        if end == at:
            out.append(data[at])
            at += 1
            continue
        digits = data[at:end].lstrip(b"0")
        out += b"0" + min(len(digits), 255).to_bytes(1, "big") + digits
        at = end
    return bytes(out)
