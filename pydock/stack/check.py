"""Whether a stack's file is one: unknown attributes and values of the wrong type, in Docker's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydock.errors import ConfigError
from pydock.stack.shapes import SHAPES
from pydock.stack.versions import too_new

Fault = tuple[tuple[str, ...], str]

_NAME = re.compile(r"[a-zA-Z0-9._-]+\Z")
_DURATION = re.compile(r"([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+\Z|0\Z")

FORBIDDEN = {
    "extends": "Support for `extends` is not implemented yet.",
    "volume_driver": "Instead of setting the volume driver on the service, define a volume using the top-level"
    " `volumes` option and specify the driver there.",
    "volumes_from": "To share a volume between services, define it using the top-level `volumes` option and reference"
    " it from each service that shares it using the service-level `volumes` option.",
    **dict.fromkeys(
        ("cpu_quota", "cpu_shares", "cpuset", "mem_limit", "memswap_limit"),
        "Set resource limits using deploy.resources",
    ),
}
UNSUPPORTED = (
    "build", "cgroupns_mode", "cgroup_parent", "devices", "domainname", "external_links", "ipc", "links",
    "mac_address", "network_mode", "pid", "privileged", "restart", "security_opt", "shm_size", "userns_mode",
)  # fmt: skip
DEPRECATED = {
    "container_name": "Setting the container name is not supported.",
    "expose": "Exposing ports is unnecessary - services on the same network can access each other's containers on any"
    " port.",
}


def check(document: dict[str, Any], minor: int) -> None:
    """ConfigError with the fault that lies deepest in a document of format 3.``minor``, if there is one."""
    faults = list(_structure(document, "Config", ()))
    faults += [(path, f"Additional property {name} is not allowed") for path, name in too_new(document, minor)]
    if faults:
        path, text = max(faults, key=lambda fault: len(fault[0]))
        raise ConfigError(f"{'.'.join(path) or '(root)'} {text}")


def used(documents: list[dict[str, Any]], names: Any) -> list[str]:
    """Which of ``names`` any service of ``documents`` has, sorted."""
    found = {
        name
        for document in documents
        for service in (document.get("services") or {}).values()
        if isinstance(service, dict)
        for name in names
        if name in service
    }
    return sorted(found)


def _structure(value: Any, shape: str, path: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield path, "must be a mapping"
        return
    kinds = {field.name: field.kind for field in SHAPES[shape]}
    for key, item in value.items():
        if key in kinds:
            yield from _value(item, kinds[key], (*path, key))
        elif not str(key).startswith("x-"):
            yield path, f"Additional property {key} is not allowed"


def _value(value: Any, kind: str, path: tuple[str, ...]) -> Iterator[Fault]:
    checker = _CHECKERS.get(kind)
    if checker is not None:
        yield from checker(value, path)
    elif kind[0] == "[":
        yield from _list(value, kind[1:-1], path)
    elif kind[0] == "{":
        yield from _named(value, kind[1:-1], path)
    elif kind.endswith("|str"):
        if not isinstance(value, str):
            yield from _structure(value, kind[: -len("|str")], path)
    elif value is not None or kind not in ("Deploy", "Ipam", "Health", "Placement", "Resources"):
        yield from _structure(value, kind, path)


def _named(value: Any, shape: str, path: tuple[str, ...]) -> Iterator[Fault]:
    if value is None and path != ("services",):
        return
    if not isinstance(value, dict):
        yield path, "must be a mapping"
        return
    for key, item in value.items():
        if not _NAME.match(str(key)):
            yield path, f"Additional property {key} is not allowed"
        elif item is not None or shape == "Service":
            yield from _structure(item, shape, (*path, str(key)))


def _list(value: Any, kind: str, path: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield path, "must be a list"
        return
    for index, item in enumerate(value):
        yield from _value(item, kind, (*path, str(index)))


def _scalar(what: str, *types: type) -> Any:
    def checker(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            yield path, f"must be a {what}"

    return checker


def _duration(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield path, "must be a string"
    elif not _DURATION.match(value):
        yield path, "Does not match format 'duration'"


def _strings(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, str):
        if isinstance(value, list):
            yield from _list(value, "str", path)
        else:
            yield path, "must be a string"


def _pairs(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if isinstance(value, list):
        yield from _list(value, "str", path)
        return
    yield from _dictionary(value, path)


def _dictionary(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield path, "must be a mapping"
        return
    for key, item in value.items():
        if item is not None and (isinstance(item, bool) or not isinstance(item, (str, int, float))):
            yield (*path, str(key)), "must be a string, number or null"


def _ports(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield path, "must be a list"
        return
    for index, item in enumerate(value):
        if isinstance(item, dict):
            yield from _structure(item, "Port", (*path, str(index)))
        elif isinstance(item, bool) or not isinstance(item, (str, int)):
            yield (*path, str(index)), "must be a number"
        elif not _is_port(str(item)):
            yield (*path, str(index)), "Does not match format 'ports'"


def _is_port(text: str) -> bool:
    from pydock.values.ports import parse_port_spec

    try:
        return bool(parse_port_spec(text))
    except ValueError:
        return False


def _networks(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if isinstance(value, list):
        yield from _list(value, "str", path)
    else:
        yield from _named(value, "Attachment", path)


def _ulimits(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield path, "must be a mapping"
        return
    for key, item in value.items():
        if isinstance(item, bool) or not isinstance(item, int):
            yield from _structure(item, "Ulimit", (*path, str(key)))


def _external(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    if isinstance(value, bool):
        return
    if not isinstance(value, dict):
        yield path, "must be a boolean"
    for key in value if isinstance(value, dict) else ():
        if key != "name":
            yield path, f"Additional property {key} is not allowed"


def _anything(value: Any, path: tuple[str, ...]) -> Iterator[Fault]:
    return iter(())


_CHECKERS: dict[str, Any] = {
    "str": _scalar("string", str),
    "nstr": _scalar("string", str, type(None)),
    "int": _scalar("integer", int),
    "forgotten": _scalar("integer", int),
    "num": _scalar("number", int, float),
    "bool": _scalar("boolean", bool),
    "strnum": _scalar("string", str, int, float),
    "size": _scalar("string", str),
    "duration": _duration,
    "set": lambda value, path: _list(value, "str", path),
    "strs": _strings,
    "words": _strings,
    "test": _strings,
    "map": _pairs,
    "map=": _pairs,
    "hosts": _pairs,
    "dict": _dictionary,
    "ports": _ports,
    "networks": _networks,
    "ulimits": _ulimits,
    "external": _external,
    "any": _anything,
}
