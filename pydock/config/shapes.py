"""The types that Docker's reader of config.json demands, and its words when a value has another."""

from __future__ import annotations

from typing import Any, NamedTuple


class _Shape(NamedTuple):
    """``go`` is the type's name in Docker's messages; ``item`` the shape of each map value or list element."""

    go: str
    python: type
    item: _Shape | None = None
    fields: dict[str, _Shape] | None = None


_TEXT = _Shape("string", str)
_FLAG = _Shape("bool", bool)
_LIST = _Shape("[]string", list, _TEXT)
_MAP = _Shape("map[string]string", dict, _TEXT)
_AUTH_FIELDS = ("username", "password", "auth", "email", "serveraddress", "identitytoken", "registrytoken")
_PROXY_FIELDS = ("httpProxy", "httpsProxy", "noProxy", "ftpProxy", "allProxy")
_AUTH = _Shape("types.AuthConfig", dict, None, dict.fromkeys(_AUTH_FIELDS, _TEXT))
_PROXY = _Shape("configfile.ProxyConfig", dict, None, dict.fromkeys(_PROXY_FIELDS, _TEXT))

# In the order in which Docker writes them.
SHAPES: dict[str, _Shape] = {
    "auths": _Shape("map[string]types.AuthConfig", dict, _AUTH),
    "HttpHeaders": _MAP,
    "psFormat": _TEXT,
    "imagesFormat": _TEXT,
    "networksFormat": _TEXT,
    "pluginsFormat": _TEXT,
    "volumesFormat": _TEXT,
    "statsFormat": _TEXT,
    "detachKeys": _TEXT,
    "credsStore": _TEXT,
    "credHelpers": _MAP,
    "serviceInspectFormat": _TEXT,
    "servicesFormat": _TEXT,
    "tasksFormat": _TEXT,
    "secretFormat": _TEXT,
    "configFormat": _TEXT,
    "nodesFormat": _TEXT,
    "pruneFilters": _LIST,
    "proxies": _Shape("map[string]configfile.ProxyConfig", dict, _PROXY),
    "experimental": _TEXT,
    "currentContext": _TEXT,
    "cliPluginsExtraDirs": _LIST,
    "plugins": _Shape("map[string]map[string]string", dict, _MAP),
    "aliases": _MAP,
    "features": _MAP,
}
KNOWN = {name.lower(): name for name in SHAPES}


def go_kind(value: object) -> str:
    """The JSON kind of a decoded value, in Go's words."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def conform(data: dict[str, Any]) -> str | None:
    """Drop from ``data`` (in place) every known value of a wrong type; the message about the first, or None.

    A null counts as absent, as in Docker.
    """
    first: str | None = None
    for key in list(data):
        shape = SHAPES.get(key)
        if shape is None:
            continue
        if data[key] is None:
            del data[key]
            continue
        fault = _conform(data, key, shape, "ConfigFile", key)
        first = first or fault
    return first


def _conform(holder: Any, key: Any, shape: _Shape, owner: str, path: str) -> str | None:
    value: Any = holder[key]
    fits = isinstance(value, shape.python)
    if not fits:
        holder[key] = shape.python()
        return f"json: cannot unmarshal {go_kind(value)} into Go struct field {owner}.{path} of type {shape.go}"
    first: str | None = None
    fault: str | None
    if shape.fields is not None:
        for name, field in shape.fields.items():
            if value.get(name) is not None:
                fault = _conform(value, name, field, shape.go.rpartition(".")[2], f"{path}.{name}")
                first = first or fault
    if shape.item is not None:
        for place in list(value) if isinstance(value, dict) else range(len(value)):
            if value[place] is None:
                value[place] = shape.item.python()
                continue
            fault = _conform(value, place, shape.item, owner, path)
            first = first or fault
    return first
