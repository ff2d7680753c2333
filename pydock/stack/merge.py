"""Several files of one stack, the later ones over the earlier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.stack.shapes import ORDER

Fields = dict[str, Any]

# Lists that a later file replaces; every other list grows.
_REPLACED = ("command", "entrypoint")


def merge(base: Fields, override: Fields) -> Fields:
    """Sections name by name; a service is merged attribute by attribute, everything else is replaced."""
    merged = {**base, **{key: value for key, value in override.items() if key.startswith("x-")}}
    for section in ("networks", "volumes", "secrets", "configs"):
        found = {**(base.get(section) or {}), **(override.get(section) or {})}
        merged[section] = dict(sorted(found.items()))
    services = dict(base.get("services") or {})
    for name, service in (override.get("services") or {}).items():
        services[name] = _service(services[name], service) if name in services else service
    merged["services"] = dict(sorted(services.items()))
    return merged


def _service(base: Fields, override: Fields) -> Fields:
    merged = _fields(base, override)
    for name, key in (("ports", _published), ("volumes", _target), ("secrets", _source), ("configs", _source)):
        if name in base and name in override:
            merged[name] = _keyed(base[name], override[name], key)
    old, new = base.get("logging") or {}, override.get("logging") or {}
    if old and new and new.get("driver") and old.get("driver") and old["driver"] != new["driver"]:
        merged["logging"] = new
    return {key: merged[key] for key in [*ORDER["Service"], *merged] if key in merged}


def _fields(base: Fields, override: Fields) -> Fields:
    merged = dict(base)
    for key, value in override.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _fields(old, value)
            if key in ("environment", "labels", "networks", "options", "ulimits", "sysctls"):
                merged[key] = dict(sorted(merged[key].items()))
        elif isinstance(old, list) and isinstance(value, list) and key not in _REPLACED:
            merged[key] = [*old, *value]
        else:
            merged[key] = value
    return merged


def _keyed(base: list[Fields], override: list[Fields], key: Callable[[Fields], Any]) -> list[Fields]:
    """The later item of one key wins; the result stands in the order of the keys."""
    found = {key(item): item for item in [*base, *override]}
    return [found[name] for name in sorted(found)]


def _published(port: Fields) -> int:
    return int(port.get("published", 0))


def _target(mount: Fields) -> str:
    return str(mount.get("target", ""))


def _source(reference: Fields) -> str:
    return str(reference.get("source", ""))
