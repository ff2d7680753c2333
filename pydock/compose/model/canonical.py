"""Short syntax to long syntax over a whole merged document, and the defaults of the long forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.compose.model.shortforms import parse_device, parse_mount, parse_ports
from pydock.errors import ConfigError

Warn = Callable[[str], None]


def canonical(document: dict[str, Any], warn: Warn, *, lenient: bool = False) -> dict[str, Any]:
    """``document`` in long syntax, changed in place. ``lenient`` leaves what does not parse (uninterpolated text)."""
    for service in (document.get("services") or {}).values():
        if isinstance(service, dict):
            _service(service, lenient)
    for section in ("volumes", "networks", "secrets", "configs"):
        for name, resource in (document.get(section) or {}).items():
            if isinstance(resource, dict):
                _external(f"{section}.{name}", resource, warn)
    return document


def _service(service: dict[str, Any], lenient: bool) -> None:
    build = service.get("build")
    if isinstance(build, str):
        service["build"] = build = {"context": build}
    if isinstance(build, dict):
        _build(build)
    for key, convert in _CONVERSIONS.items():
        if key in service:
            service[key] = convert(service[key])
    for key in ("secrets", "configs"):
        if isinstance(service.get(key), list):
            service[key] = [_file_mount(item) for item in service[key]]
    if isinstance(service.get("volumes"), list):
        service["volumes"] = [_parsed(item, parse_mount, lenient) for item in service["volumes"]]
    if isinstance(service.get("devices"), list):
        service["devices"] = [_parsed(item, parse_device, lenient) for item in service["devices"]]
    if isinstance(service.get("ports"), list):
        service["ports"] = _ports(service["ports"], lenient)
    watch = (service.get("develop") or {}).get("watch") if isinstance(service.get("develop"), dict) else None
    if isinstance(watch, list):
        service["develop"]["watch"] = [
            {**rule, "path": path}
            for rule in watch
            for path in (rule["path"] if isinstance(rule.get("path"), list) else [rule.get("path")])
        ]
        for rule in service["develop"]["watch"]:
            for key in ("ignore", "include"):
                if key in rule:
                    rule[key] = _listed(rule[key])


def _parsed(item: Any, parse: Callable[[str], Any], lenient: bool) -> Any:
    if not isinstance(item, str):
        return item
    try:
        return parse(item)
    except ConfigError:
        if lenient:
            return item
        raise


def _ports(items: list[Any], lenient: bool) -> list[Any]:
    ports: list[Any] = []
    for item in items:
        if isinstance(item, dict):
            published = item.get("published")
            ports.append({**item, "published": str(published)} if isinstance(published, int) else item)
            continue
        try:
            ports += parse_ports(str(item))
        except ConfigError:
            if lenient:
                return items
            raise
    return ports


def _build(build: dict[str, Any]) -> None:
    if isinstance(build.get("secrets"), list):
        build["secrets"] = [_file_mount(item) for item in build["secrets"]]
    contexts = build.get("additional_contexts")
    if isinstance(contexts, list):
        build["additional_contexts"] = {
            name: value for name, _, value in (str(item).partition("=") for item in contexts)
        }
    keys = build.get("ssh")
    if isinstance(keys, list):
        build["ssh"] = {name: value or None for name, _, value in (str(item).partition("=") for item in keys)}
    elif isinstance(keys, str):
        build["ssh"] = {keys: None}
    for key in ("provenance", "sbom"):
        if isinstance(build.get(key), bool):
            build[key] = str(build[key]).lower()


def _file_mount(item: Any) -> Any:
    return {"source": item} if isinstance(item, str) else item


def _depends_on(value: Any) -> Any:
    if isinstance(value, list):
        return {str(name): {"condition": "service_started", "required": True} for name in value}
    if isinstance(value, dict):
        return {
            name: {**item, "required": item.get("required", True)} if isinstance(item, dict) else item
            for name, item in value.items()
        }
    return value


def _env_file(value: Any) -> Any:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        return value
    return [
        {"path": item, "required": True} if isinstance(item, str) else {**item, "required": item.get("required", True)}
        for item in items
    ]


def _names(value: Any) -> Any:
    return {str(name): None for name in value} if isinstance(value, list) else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "depends_on": _depends_on,
    "env_file": _env_file,
    "label_file": _listed,
    "extends": lambda value: {"service": value} if isinstance(value, str) else value,
    "gpus": lambda value: [{"count": "all"}] if value == "all" else value,
    "networks": _names,
    "models": _names,
    "dns": _listed,
}


def _external(where: str, resource: dict[str, Any], warn: Warn) -> None:
    external = resource.get("external")
    if external is None:
        return
    if isinstance(external, dict):
        resource["external"] = True
        if "name" not in external:
            return
        warn(f"{where}: external.name is deprecated. Please set name and external: true")
        name = resource.get("name")
        if name is not None and name != external["name"]:
            raise ConfigError(f"{where}: name and external.name conflict; only use name")
        resource["name"] = external["name"]


def set_defaults(document: dict[str, Any]) -> None:
    """The defaults Compose gives long forms before anything is decoded."""
    for service in (document.get("services") or {}).values():
        if not isinstance(service, dict):
            continue
        build = service.get("build")
        if isinstance(build, dict):
            build.setdefault("context", ".")
        for secret in service.get("secrets") or ():
            if isinstance(secret, dict) and not secret.get("target"):
                secret["target"] = f"/run/secrets/{secret.get('source')}"
        for port in service.get("ports") or ():
            if isinstance(port, dict):
                port.setdefault("mode", "ingress")
                port.setdefault("protocol", "tcp")
        devices = service.get("deploy") or {}
        for key in ("resources", "reservations", "devices"):
            devices = devices.get(key) or {} if isinstance(devices, dict) else devices
        for request in [*(devices if isinstance(devices, list) else []), *(service.get("gpus") or [])]:
            if isinstance(request, dict) and "count" not in request and not request.get("device_ids"):
                request["count"] = "all"


def drop_empty(document: dict[str, Any]) -> None:
    """Forget empty text in the lists where Compose does: DNS settings, mostly left by unset variables."""
    for service in (document.get("services") or {}).values():
        for key in ("dns",):
            if isinstance(service, dict) and isinstance(service.get(key), list):
                service[key] = [item for item in service[key] if item != ""]
