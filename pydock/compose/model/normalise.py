"""Implicit facts made explicit: the default network, names of resources, dependencies that links imply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAMESPACES = ("network_mode", "ipc", "pid", "uts", "cgroup")


def normalise(document: dict[str, Any], project_name: str, environment: Mapping[str, str]) -> None:
    """Complete a canonical ``document`` in place."""
    services = document.get("services") or {}
    networks = document.setdefault("networks", {})
    if networks is None:
        networks = document["networks"] = {}
    uses_default = False
    for service in services.values():
        if isinstance(service, dict):
            uses_default |= _service(service, environment)
    if uses_default and "default" not in networks:
        networks["default"] = None
    if not networks:
        del document["networks"]
    for section in ("networks", "volumes", "configs", "secrets"):
        for name, resource in (document.get(section) or {}).items():
            if resource is None:
                resource = document[section][name] = {}
            if not resource.get("name"):
                resource["name"] = name if resource.get("external") else f"{project_name}_{name}"


def _service(service: dict[str, Any], environment: Mapping[str, str]) -> bool:
    """Complete one service; True when it uses the default network."""
    build = service.get("build")
    if isinstance(build, dict):
        if not build.get("dockerfile") and not build.get("dockerfile_inline"):
            build["dockerfile"] = "Dockerfile"
        if build.get("args"):
            build["args"] = _arguments(build["args"], environment)
    if service.get("pull_policy") == "if_not_present":
        service["pull_policy"] = "missing"
    _dependencies(service)
    if not service.get("networks") and "network_mode" not in service and "provider" not in service:
        service["networks"] = {"default": None}
    networks = service.get("networks")
    return isinstance(networks, dict) and "default" in networks


def _arguments(args: Any, environment: Mapping[str, str]) -> Any:
    if isinstance(args, dict):
        resolved = {k: environment.get(k) if v is None else v for k, v in args.items()}
        return {k: v for k, v in resolved.items() if v is not None}
    lines = []
    for item in args:
        name, equals, _ = str(item).partition("=")
        if equals:
            lines.append(item)
        elif name in environment:
            lines.append(f"{name}={environment[name]}")
    return lines


def _dependencies(service: dict[str, Any]) -> None:
    implied: dict[str, dict[str, Any]] = {}

    def add(name: str, restart: bool) -> None:
        implied.setdefault(name, {"condition": "service_started", "required": True, "restart": restart})

    for link in service.get("links") or ():
        add(str(link).partition(":")[0], True)
    for key in _NAMESPACES:
        value = service.get(key)
        if isinstance(value, str) and value.startswith("service:"):
            add(value[len("service:") :], True)
    for source in service.get("volumes_from") or ():
        if not str(source).startswith("container:"):
            add(str(source).partition(":")[0], False)
    if implied:
        declared = service.get("depends_on") or {}
        service["depends_on"] = {**implied, **declared}
