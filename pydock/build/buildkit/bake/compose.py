"""Compose files as bake targets: every service with a ``build`` section."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from pydock.build.buildkit.bake.load import Bake, merge
from pydock.build.buildkit.inputs import is_remote

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
        if not is_remote(str(target.get("context", ""))) and target.get("context"):
            target["context"] = os.path.normpath(target["context"])
        if "tags" not in target and service.get("image"):
            target["tags"] = [service["image"]]
        target["secret"] = [text for item in build.get("secrets") or () if (text := _secret(item, secrets))]
        for key, value in (build.get("x-bake") or {}).items():
            target[key] = value
        own = name.replace(".", "_")
        if build.get("extra_hosts"):
            target["extra-hosts"] = _hosts(build["extra_hosts"])
        bake.targets[own] = merge(target, bake.targets.get(own, {}))
        names.append(own)
    if names:
        bake.groups["default"] = [*bake.groups.get("default", []), *(n for n in sorted(names))]


def _hosts(found: Mapping[str, Any] | list[str]) -> dict[str, str]:
    """Names and addresses, several addresses joined by commas."""
    pairs = found.items() if isinstance(found, Mapping) else [text.replace(":", "=", 1).split("=", 1) for text in found]
    return {name: ",".join(address) if isinstance(address, list) else address for name, address in pairs}


def _secret(item: Mapping[str, Any] | str, secrets: Mapping[str, Any]) -> str:
    source = item if isinstance(item, str) else str(item.get("source", ""))
    declared = secrets.get(source) or {}
    if declared.get("environment"):
        return f"id={source},env={declared['environment']}"
    return f"id={source},src={declared['file']}" if declared.get("file") else ""
