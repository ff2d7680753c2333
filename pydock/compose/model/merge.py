"""How one Compose document overrides another: mappings merge, lists append, and the attributes with rules of their own.

Works on parsed documents (before short forms are expanded) as Compose does: what is equal afterwards is removed by
:func:`unique`, which knows what makes a port, a mount or a variable the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.compose.model.shortforms import parse_mount
from pydock.compose.model.yamlload import Override, Reset
from pydock.errors import ConfigError

Path = tuple[str, ...]
Merger = Callable[[Any, Any, Path], Any]
Key = Callable[[Any, str], str]


def _format(value: Any) -> str:
    """A scalar as Go prints it in ``key=value``."""
    from pydock.compose.model.emit import go_value

    return go_value(value)


def sequence(value: Any) -> list[Any]:
    """A mapping as a sorted list of ``key=value``; a list or scalar as a list."""
    if isinstance(value, dict):
        return sorted(name if item is None else f"{name}={_format(item)}" for name, item in value.items())
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _as_sequences(base: Any, over: Any, path: Path) -> Any:
    return [*sequence(base), *sequence(over)]


def _hosts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [
            f"{name}={address}"
            for name, addresses in sorted(value.items())
            for address in (addresses if isinstance(addresses, list) else [addresses])
        ]
    return sequence(value)


def _extra_hosts(base: Any, over: Any, path: Path) -> Any:
    merged = _hosts(base)
    return [*merged, *(item for item in _hosts(over) if item not in merged)]


def _replace(base: Any, over: Any, path: Path) -> Any:
    return over


def _mapping_of(value: Any, default: Callable[[], Any]) -> dict[str, Any]:
    if isinstance(value, list):
        return {str(name): default() for name in value}
    return value if isinstance(value, dict) else {}


def _depends_on(base: Any, over: Any, path: Path) -> Any:
    def short() -> dict[str, Any]:
        return {"condition": "service_started", "required": True}

    return _mappings(_mapping_of(base, short), _mapping_of(over, short), path)


def _named(base: Any, over: Any, path: Path) -> Any:
    return _mappings(_mapping_of(base, lambda: None), _mapping_of(over, lambda: None), path)


def _build(base: Any, over: Any, path: Path) -> Any:
    def long(value: Any) -> dict[str, Any]:
        return {"context": value} if isinstance(value, str) else (value or {})

    return _mappings(long(base), long(over), path)


def _logging(base: Any, over: Any, path: Path) -> Any:
    ours, theirs = base.get("driver"), over.get("driver")
    if ours == theirs or "driver" not in base or "driver" not in over:
        return _mappings(base, over, path)
    return over


def _ulimit(base: Any, over: Any, path: Path) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return _mappings(base, over, path)
    return over


def _pools(base: Any, over: Any, path: Path) -> Any:
    pools = list(base or [])
    for pool in over or []:
        same = next((i for i, p in enumerate(pools) if p.get("subnet") == pool.get("subnet")), None)
        if same is None:
            pools.append(pool)
        else:
            pools[same] = _mappings(pools[same], pool, path)
    return pools


_RULES: dict[str, Merger] = {
    "networks.*.ipam.config": _pools,
    "services.*.build": _build,
    "services.*.build.extra_hosts": _extra_hosts,
    "services.*.command": _replace,
    "services.*.depends_on": _depends_on,
    "services.*.entrypoint": _replace,
    "services.*.extra_hosts": _extra_hosts,
    "services.*.healthcheck.test": _replace,
    "services.*.logging": _logging,
    "services.*.models": _named,
    "services.*.networks": _named,
    "services.*.ulimits.*": _ulimit,
    **dict.fromkeys(
        (
            "networks.*.labels", "volumes.*.labels", "services.*.annotations", "services.*.build.args",
            "services.*.build.additional_contexts", "services.*.build.labels", "services.*.deploy.labels",
            "services.*.dns", "services.*.dns_opt", "services.*.dns_search", "services.*.env_file",
            "services.*.label_file", "services.*.environment", "services.*.labels", "services.*.sysctls",
            "services.*.tmpfs", "services.*.volumes.*.volume.labels",
        ),
        _as_sequences,
    ),
}  # fmt: skip


def _tree(rules: dict[str, Any]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for path, rule in rules.items():
        node = root
        for part in path.split("."):
            node = node.setdefault(part, {})
        node[""] = rule
    return root


_MERGERS = _tree(_RULES)


def _find(path: Path, tree: dict[str, Any]) -> Any:
    node = tree
    for part in path:
        node = node.get(part) or node.get("*") or {}
        if not node:
            return None
    return node.get("")


def merge(base: dict[str, Any], over: dict[str, Any], path: Path = ()) -> dict[str, Any]:
    """``base`` overridden by ``over`` (both may be changed). Raises ConfigError where their types disagree."""
    return _mappings(base, over, path)


def _mappings(base: dict[str, Any], over: dict[str, Any], path: Path) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        merged[key] = _values(merged[key], value, (*path, key)) if key in merged else value
    return merged


def _values(base: Any, over: Any, path: Path) -> Any:
    if over is None:
        return base
    if base is None:
        return over
    rule = _find(path, _MERGERS)
    if rule is not None:
        return rule(base, over, path)
    if isinstance(base, dict):
        if not isinstance(over, dict):
            raise ConfigError(f"cannot override {'.'.join(path)}")
        return _mappings(base, over, path)
    if isinstance(base, list):
        if not isinstance(over, list):
            raise ConfigError(f"cannot override {'.'.join(path)}")
        return [*base, *over]
    return over


def apply_tags(base: Any, over: Any) -> Any:
    """``over`` without its ``!reset`` and ``!override`` marks; what they replace is removed from ``base``, in place."""
    if isinstance(over, Override):
        return apply_tags(None, over.value)
    if isinstance(over, list):
        return [apply_tags(None, item) for item in over if not isinstance(item, Reset)]
    if not isinstance(over, dict):
        return over
    below = base if isinstance(base, dict) else {}
    kept: dict[str, Any] = {}
    for key, value in over.items():
        if isinstance(value, (Reset, Override)):
            below.pop(key, None)
        if not isinstance(value, Reset):
            kept[key] = apply_tags(below.get(key), value)
    return kept


def _by_name(item: Any, where: str) -> str:
    if isinstance(item, str):
        return item.partition("=")[0]
    raise ConfigError(f"{where}: unexpected type {go_type(item)}")


def _whole(item: Any, where: str) -> str:
    if isinstance(item, dict):
        return str(item.get("path", ""))
    return str(item)


def _env_file(item: Any, where: str) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, dict) or "path" not in item:
        raise ConfigError(f"environment path attribute {where} is missing")
    return str(item["path"])


def _expose(item: Any, where: str) -> str:
    if isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
        return str(item)
    raise ConfigError(f"{where}: unsupported expose value %!s({go_type(item)}={_format(item)})")


def _port(item: Any, where: str) -> str:
    if isinstance(item, dict):
        target = item.get("target")
        if target is None:
            raise ConfigError(f"service ports {where} is missing a target port")
        published = item.get("published", "")
        host = item.get("host_ip", "0.0.0.0")
        return f"{host}:{published}:{target}/{item.get('protocol', 'tcp')}"
    return str(item)


def _mount(item: Any, where: str) -> str:
    if isinstance(item, dict):
        target = item.get("target")
        if not isinstance(target, str):
            raise ConfigError(f"service volume {where} is missing a mount target")
        return target
    return str(parse_mount(str(item))["target"])


def _device(item: Any, where: str) -> str:
    if isinstance(item, dict):
        if not isinstance(item.get("target"), str):
            raise ConfigError(f"service device {where} is missing a mount target")
        return str(item["target"])
    parts = str(item).split(":")
    return parts[1] if len(parts) > 1 else parts[0]


def _file_mount(folder: str) -> Key:
    def key(item: Any, where: str) -> str:
        if isinstance(item, dict):
            return str(item.get("target") or f"{folder}/{item.get('source')}")
        if isinstance(item, str):
            return f"{folder}/{item}"
        raise ConfigError(f"{where}: unsupported expose value %!s({go_type(item)}={_format(item)})")

    return key


_KEYS: dict[str, Key] = {
    **dict.fromkeys(
        (
            "networks.*.labels", "networks.*.ipam.options", "volumes.*.labels", "services.*.annotations",
            "services.*.build.args", "services.*.build.additional_contexts", "services.*.build.tags",
            "services.*.build.labels", "services.*.build.platforms", "services.*.cap_add", "services.*.cap_drop",
            "services.*.deploy.labels", "services.*.dns", "services.*.dns_opt", "services.*.dns_search",
            "services.*.environment", "services.*.labels", "services.*.links", "services.*.networks.*.aliases",
            "services.*.networks.*.link_local_ips", "services.*.profiles", "services.*.sysctls", "services.*.tmpfs",
        ),
        _by_name,
    ),
    "services.*.configs": _file_mount(""),
    "services.*.devices": _device,
    "services.*.env_file": _env_file,
    "services.*.expose": _expose,
    "services.*.ports": _port,
    "services.*.secrets": _file_mount("/run/secrets"),
    "services.*.volumes": _mount,
}  # fmt: skip
_UNIQUE = _tree(_KEYS)


def go_type(value: Any) -> str:
    """The name Go has for the type of a parsed value."""
    names = {bool: "bool", int: "int", float: "float64", str: "string", dict: "map[string]interface {}",
             list: "[]interface {}"}  # fmt: skip
    return names.get(type(value), "<nil>")


def unique(value: Any, path: Path = (), tree: dict[str, Any] = _UNIQUE) -> Any:
    """``value`` with repeated list entries removed: the last one stands, at the place of the first."""
    if isinstance(value, dict):
        star = tree.get("*")
        for key, item in value.items():
            inner = tree.get(key) or star
            if inner and isinstance(item, (dict, list)):
                value[key] = unique(item, (*path, key), inner)
    elif isinstance(value, list):
        indexer: Key | None = tree.get("")
        if indexer is not None:
            kept: dict[str, Any] = {}
            for index, item in enumerate(value):
                kept[indexer(item, f"{'.'.join(path)}.[{index}]")] = item
            return list(kept.values())
    return value
