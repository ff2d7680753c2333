"""``compose build --print``: the builds of a project as a bake file, keys in the order in which Compose writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydock.compose.building import build_flags, build_order, service_of
from pydock.compose.model.project import Project


def bake_file(project: Project, names: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
    """The document for services ``names`` and those they need; ``given`` as for :func:`build_flags`."""
    order = build_order(project, names)
    targets = {name: _target(project, name, given) for name in sorted(order)}
    return {"group": {"default": {"targets": sorted(order)}}, "target": targets}


def _target(project: Project, name: str, given: dict[str, Any]) -> dict[str, Any]:
    build = service_of(project, name)["build"]
    context, flags = build_flags(project, name, **given)
    image, *tags = flags["tag"]
    hosts = dict(text.partition(":")[::2] for text in flags["add_host"])
    contexts = build.get("additional_contexts") or {}
    target: dict[str, Any] = {
        "context": context,
        "contexts": {k: _context(v) for k, v in sorted(contexts.items())},
        "dockerfile": "" if "inline" in flags else flags.get("file", ""),
        "dockerfile-inline": flags.get("inline", ""),
        "args": dict(text.partition("=")[::2] for text in flags["build_arg"]),
        "labels": dict(text.partition("=")[::2] for text in flags["label"]),
        "tags": [*tags, image],
        "cache-from": flags["cache_from"],
        "cache-to": flags["cache_to"],
        "target": flags["target"],
        "secret": [_secret(text) for text in flags["secret"]],
        "ssh": [text if "=" in text else f"{text}=" for text in flags["ssh"]],
        "platforms": flags["platform"],
        "pull": flags["pull"],
        "no-cache": flags["no_cache"],
        "network": build.get("network"),
        "shm-size": str(flags["shm_size"] or ""),
        "ulimits": [_ulimit(limit) for limit in flags["ulimit"]],
        "entitlements": flags["allow"],
        "extra-hosts": hosts,
    }
    kept = {key: value for key, value in target.items() if value}
    return {**kept, "output": ["type=registry" if given.get("push") else "type=docker"]}


def _context(value: str) -> str:
    return f"target:{value[len('service:') :]}" if value.startswith("service:") else value


def _secret(text: str) -> str:
    """``id=s,src=/f`` with its type named."""
    identity, _, source = text.partition(",")
    return f"{identity},type={'env' if source.startswith('env=') else 'file'},{source}"


def _ulimit(limit: dict[str, Any]) -> str:
    soft, hard = limit["Soft"], limit["Hard"]
    return f"{limit['Name']}={soft}" if soft == hard else f"{limit['Name']}={soft}:{hard}"
