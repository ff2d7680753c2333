"""Compose files as bake targets: every service with a ``build`` section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.build.buildkit.bake.load import Bake

_SAME = {
    "context": "context", "dockerfile": "dockerfile", "dockerfile_inline": "dockerfile-inline", "target": "target",
    "cache_from": "cache-from", "cache_to": "cache-to", "platforms": "platforms", "network": "network",
    "pull": "pull", "no_cache": "no-cache", "ssh": "ssh", "tags": "tags", "shm_size": "shm-size",
    "entitlements": "entitlements", "additional_contexts": "contexts", "labels": "labels", "args": "args",
}  # fmt: skip


def add_services(bake: Bake, services: Mapping[str, Mapping[str, Any]], secrets: Mapping[str, Any]) -> None:
    """Add the services (a normalised compose model) as targets and as the default group."""
    names = []
    for name, service in services.items():
        build = service.get("build")
        if not build:
            continue
        target = {ours: build[theirs] for theirs, ours in _SAME.items() if build.get(theirs) not in (None, "", [], {})}
        if "tags" not in target and service.get("image"):
            target["tags"] = [service["image"]]
        target["secret"] = [text for item in build.get("secrets") or () if (text := _secret(item, secrets))]
        for key, value in (build.get("x-bake") or {}).items():
            target[key] = value
        own = name.replace(".", "_")
        bake.targets[own] = {**bake.targets.get(own, {}), **target}
        names.append(own)
    if names:
        bake.groups["default"] = [*bake.groups.get("default", []), *(n for n in sorted(names))]


def _secret(item: Mapping[str, Any] | str, secrets: Mapping[str, Any]) -> str:
    source = item if isinstance(item, str) else str(item.get("source", ""))
    declared = secrets.get(source) or {}
    if declared.get("environment"):
        return f"id={source},env={declared['environment']}"
    return f"id={source},src={declared['file']}" if declared.get("file") else ""
