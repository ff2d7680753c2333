"""``system df``: a summary line per kind of object. The data is the answer of ``GET /system/df``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydock.render.listing import Listing
from pydock.render.units import human_size

_ACTIVE = ("running", "paused", "restarting")


class Usage(NamedTuple):
    """One kind: how many objects, how many in use, bytes in all, bytes that could be freed, and a share of it."""

    go_type: str
    kind: str
    total: int
    active: int
    size: int
    reclaimable: int
    percent: bool


def usages(data: dict[str, Any]) -> Iterator[Usage]:
    """The four kinds, in order."""
    yield _images(data)
    yield _containers(data.get("Containers") or [])
    yield _volumes(data.get("Volumes") or [])
    caches = data.get("BuildCache") or []
    size = cache_size(data)
    busy = sum(cache.get("Size", 0) for cache in caches if cache.get("InUse") and not cache.get("Shared"))
    active = sum(bool(cache.get("InUse")) for cache in caches)
    yield Usage("*formatter.diskUsageBuilderContext", "Build Cache", len(caches), active, size, size - busy, False)


def cache_size(data: dict[str, Any]) -> int:
    """Bytes of the build cache that are its own."""
    return sum(cache.get("Size", 0) for cache in data.get("BuildCache") or () if not cache.get("Shared"))


def _images(data: dict[str, Any]) -> Usage:
    """Podman's service gives no size of all layers, so that what is used would exceed it."""
    images = data.get("Images") or []
    total = data.get("LayersSize", 0)
    used = 0
    for image in images:
        size, shared = image.get("Size", 0), image.get("SharedSize", 0)
        if image.get("Containers", 0) != 0 and -1 not in (size, shared):
            used += size - shared
    active = sum(image.get("Containers", 0) > 0 for image in images)
    return Usage("*formatter.diskUsageImagesContext", "Images", len(images), active, total, max(total - used, 0), True)


def _containers(containers: list[dict[str, Any]]) -> Usage:
    total = sum(container.get("SizeRw", 0) for container in containers)
    live = [any(word in container.get("State", "") for word in _ACTIVE) for container in containers]
    idle = sum(c.get("SizeRw", 0) for c, alive in zip(containers, live, strict=True) if not alive)
    return Usage("*formatter.diskUsageContainersContext", "Containers", len(containers), sum(live), total, idle, True)


def _volumes(volumes: list[dict[str, Any]]) -> Usage:
    usage = [volume.get("UsageData") or {} for volume in volumes]
    known = [(entry.get("RefCount", 0), entry.get("Size", 0)) for entry in usage]
    total = sum(size for _, size in known if size != -1)
    idle = sum(size for count, size in known if count == 0 and size != -1)
    active = sum(count > 0 for count, _ in known)
    return Usage("*formatter.diskUsageVolumesContext", "Local Volumes", len(volumes), active, total, idle, True)


def _reclaimable(usage: Usage) -> str:
    text = human_size(usage.reclaimable)
    if usage.percent and usage.size > 0:
        return f"{text} ({int(usage.reclaimable * 100 / usage.size)}%)"
    return text


def listing(go_type: str) -> Listing:
    """The columns of ``system df``; ``go_type`` is the row's, as errors name it."""
    fields: dict[str, Callable[[Usage], Any]] = {
        "Type": lambda u: u.kind,
        "TotalCount": lambda u: str(u.total),
        "Active": lambda u: str(u.active),
        "Size": lambda u: human_size(u.size),
        "Reclaimable": _reclaimable,
    }
    return Listing(
        go_type,
        fields=fields,
        headers={
            "Type": "TYPE",
            "TotalCount": "TOTAL",
            "Active": "ACTIVE",
            "Size": "SIZE",
            "Reclaimable": "RECLAIMABLE",
        },
        table=tuple(fields),
        quiet="Type",
        raw="type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\n"
        "reclaimable: {{.Reclaimable}}\n",
        styles={"Type": lambda _: "bold"},
    )
