"""What a prune would delete, found without deleting: the engine has no such question, so its lists are read.

Every function mirrors the engine's own rule for its kind. What it finds was unused when the lists were read; a
delete of one id may still be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.engine import filters as encoding
from pydock.engine.connection import quote
from pydock.errors import EngineError

if TYPE_CHECKING:
    from pydock.engine.connection import Connection

Filters = Mapping[str, Sequence[str]]
Before = Callable[[str], float]

_PREDEFINED = frozenset({"bridge", "host", "none", "ingress", "docker_gwbridge"})
_ANONYMOUS = "com.docker.volume.anonymous"


class Unused(NamedTuple):
    """One object that nothing uses. ``size`` is what deleting it frees, in bytes; ``refs`` an image's names."""

    kind: str
    id: str
    name: str
    size: int
    refs: tuple[str, ...] = ()


def containers(connection: Connection, filters: Filters, before: Before) -> list[Unused]:
    """Containers that do not run. ``before`` turns an ``until`` filter's text into Unix seconds."""
    try:
        found = _stopped(connection, ["created", "exited", "dead"], filters)
    except EngineError as error:
        if "unknown container state" not in error.message:
            raise
        found = _stopped(connection, ["created", "exited"], filters)  # Podman knows no dead ones
    return [
        Unused("container", item["Id"], (item.get("Names") or [""])[0].lstrip("/"), item.get("SizeRw") or 0)
        for item in _passing(found, filters, before, lambda item: float(item["Created"]))
    ]


def _stopped(connection: Connection, states: Sequence[str], filters: Filters) -> list[dict[str, Any]]:
    wanted = {"status": states, "label": list(filters.get("label", ()))}
    query = {"all": "1", "size": "1", "filters": encoding.encode(wanted)}
    found: list[dict[str, Any]] = connection.call("GET", "/containers/json", query=query)
    return found


def networks(connection: Connection, filters: Filters, before: Before) -> list[Unused]:
    """Networks without endpoints that the user made."""
    wanted = {"dangling": ["true"], "label": list(filters.get("label", ()))}
    found = connection.call("GET", "/networks", query={"filters": encoding.encode(wanted)})
    mine = [n for n in found if n["Name"] not in _PREDEFINED and not n.get("Ingress") and not n.get("ConfigOnly")]
    return [
        Unused("network", item["Id"], item["Name"], 0)
        for item in _passing(mine, filters, before, lambda item: _seconds(item.get("Created") or ""))
    ]


def volumes(connection: Connection, filters: Filters, before: Before) -> list[Unused]:
    """Local volumes that no container mounts: the anonymous ones, or with the filter ``all=true`` every one."""
    every = "true" in filters.get("all", ()) or "1" in filters.get("all", ()) or not connection.at_least("1.42")
    found = [
        item
        for item in _usage(connection, "volume").get("Volumes") or []
        if (item.get("Driver") or "local") == "local"  # Podman leaves it out
        and (item.get("UsageData") or {}).get("RefCount") == 0
        and (every or _ANONYMOUS in (item.get("Labels") or {}))
    ]
    return [
        Unused("volume", item["Name"], item["Name"], max(item["UsageData"].get("Size") or 0, 0))
        for item in _passing(found, filters, before, lambda item: _seconds(item.get("CreatedAt") or ""))
    ]


def images(connection: Connection, filters: Filters, before: Before) -> list[Unused]:
    """Images without a tag, or with the filter ``dangling=false`` every image, that no container uses."""
    every = "false" in filters.get("dangling", ())
    found = [
        item
        for item in _usage(connection, "image").get("Images") or []
        if item.get("Containers", 0) <= 0 and (every or not _refs(item))
    ]
    return [
        Unused(
            "image",
            item["Id"],
            next(iter(_refs(item)), "<none>"),
            max(item.get("Size", 0) - max(item.get("SharedSize", 0), 0), 0),
            _refs(item),
        )
        for item in _passing(found, filters, before, lambda item: float(item["Created"]))
    ]


def builds(connection: Connection, filters: Filters, before: Before) -> list[Unused]:
    """Records of the build cache that no build uses; with the filter ``all=true`` the shared ones too."""
    every = "true" in filters.get("all", ())
    found = [
        item
        for item in _usage(connection, "build-cache").get("BuildCache") or []
        if not item.get("InUse")
        and (every or not (item.get("Shared") or item.get("Type") in ("internal", "frontend")))
    ]
    return [
        Unused("build cache", item["ID"], item.get("Description") or "", item.get("Size") or 0)
        for item in _passing(
            found, filters, before, lambda item: _seconds(item.get("LastUsedAt") or item.get("CreatedAt") or "")
        )
    ]


def delete(connection: Connection, item: Unused) -> None:
    """Delete exactly ``item``, never by force; EngineError where it is gone or in use by now."""
    if item.kind == "image":
        for name in item.refs or (item.id,):
            connection.call("DELETE", f"/images/{quote(name)}")
    elif item.kind == "build cache":
        query = {"all": "1", "filters": encoding.encode({"id": [item.id]})}
        connection.call("POST", "/build/prune", query=query)
    else:
        connection.call("DELETE", f"/{item.kind}s/{quote(item.id)}")


def _refs(image: Mapping[str, Any]) -> tuple[str, ...]:
    tags = [tag for tag in image.get("RepoTags") or [] if tag != "<none>:<none>"]
    digests = [digest for digest in image.get("RepoDigests") or [] if not digest.startswith("<none>")]
    return tuple(tags or digests)


def _usage(connection: Connection, kind: str) -> dict[str, Any]:
    query = {"type": kind} if connection.at_least("1.42") else None
    found: dict[str, Any] = connection.call("GET", "/system/df", query=query)
    return found


def _passing(
    items: Iterable[dict[str, Any]], filters: Filters, before: Before, created: Callable[[dict[str, Any]], float]
) -> list[dict[str, Any]]:
    """The items that pass ``label``, ``label!`` and ``until``."""
    limits = [before(text) for text in filters.get("until", ())]
    return [
        item
        for item in items
        if all(_labelled(item, text) for text in filters.get("label", ()))
        and not any(_labelled(item, text) for text in filters.get("label!", ()))
        and all(created(item) < limit for limit in limits)
    ]


def _labelled(item: Mapping[str, Any], text: str) -> bool:
    name, equals, value = text.partition("=")
    labels = item.get("Labels") or {}
    return name in labels and (not equals or labels[name] == value)


def _seconds(moment: str) -> float:
    """An RFC 3339 time in Unix seconds."""
    from datetime import datetime

    head, point, tail = moment.replace("Z", "+00:00").partition(".")
    digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
    try:
        parsed = datetime.fromisoformat(head + tail[len(digits) :] if point else head)
    except ValueError:
        return 0.0
    return parsed.timestamp() + (float(f"0.{digits}") if digits else 0.0)
