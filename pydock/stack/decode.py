"""A stack's file in its one canonical form: short forms made long, lists of pairs made maps, types as output has them.

Structures come out as plain dicts whose keys stand in the order of :data:`pydock.stack.shapes.ORDER`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.errors import ConfigError
from pydock.stack.shapes import SHAPES

Fields = dict[str, Any]
Warn = Callable[[str], None]


class Decoder:
    """``warn`` gets what Docker logs as a warning."""

    def __init__(self, warn: Warn) -> None:
        self.warn = warn

    def structure(self, value: Fields | None, shape: str, where: str) -> Fields:
        """``value`` as a ``shape``, its empty attributes left out; ``where`` names it in errors."""
        made: Fields = {}
        value = value or {}
        for field in SHAPES[shape]:
            if field.name in value:
                item = self.value(value[field.name], field.kind, f"{where}.{field.name}")
                if _is_kept(item, shape, field.name):
                    made[field.name] = item
        made.update({key: item for key, item in sorted(value.items()) if str(key).startswith("x-") and key not in made})
        return made

    def value(self, value: Any, kind: str, where: str) -> Any:
        """One attribute's value."""
        plain = _KINDS.get(kind)
        if plain is not None:
            return plain(value)
        if kind == "size":
            return _size(value, where)
        if kind == "duration":
            return _duration(value)
        if kind == "ports":
            return [port for item in value for port in self._ports(item, where)]
        if kind[0] == "[":
            return [self.value(item, kind[1:-1], where) for item in value]
        if kind == "{Network}" or kind[0] == "{":
            return {str(key): self.structure(value[key], kind[1:-1], str(key)) for key in sorted(value or {})}
        if kind == "networks":
            names = dict.fromkeys(value) if isinstance(value, list) else value
            return {
                name: None if names[name] is None else self.structure(names[name], "Attachment", where)
                for name in sorted(names)
            }
        if kind == "ulimits":
            return {
                name: value[name] if isinstance(value[name], int) else self.structure(value[name], "Ulimit", where)
                for name in sorted(value)
            }
        if kind.endswith("|str"):
            return self._short(value, kind[: -len("|str")], where)
        return self.structure(value, kind, where)

    def _short(self, value: Any, shape: str, where: str) -> Fields:
        if not isinstance(value, str):
            return self.structure(value, shape, where)
        if shape == "Mount":
            return _mount(value)
        return {"context": value} if shape == "Build" else {"source": value}

    def _ports(self, item: Any, where: str) -> list[Fields]:
        if isinstance(item, dict):
            return [self.structure(item, "Port", where)]
        from pydock.values.ports import parse_port_range, parse_port_spec

        try:
            mappings = parse_port_spec(str(item))
        except ValueError as error:
            raise ConfigError(str(error)) from None
        ports = []
        for mapping in mappings:
            target, _, protocol = mapping.port.partition("/")
            if mapping.host_ip and mapping.host_ip != "0.0.0.0":
                self.warn(
                    f"ignoring IP-address ({mapping.host_ip}:{mapping.host_port}:{mapping.port}) service will listen"
                    " on '0.0.0.0'"
                )
            first, last = parse_port_range(mapping.host_port) if mapping.host_port else (0, 0)
            for published in range(first, last + 1):
                port = {"mode": "ingress", "target": int(target), "published": published, "protocol": protocol}
                ports.append({key: value for key, value in port.items() if value})
        return ports


# Attributes that Docker writes even where they hold nothing.
_POINTERS = {("Deploy", "replicas"), ("Policy", "parallelism"), ("Service", "init"), ("Restart", "max_attempts")}
_POINTERS |= {("Reference", "mode"), ("Health", "retries")}


def _is_kept(item: Any, shape: str, name: str) -> bool:
    if item is None:
        return False
    if (shape, name) in _POINTERS or (shape, name) == ("Config", "services"):
        return True
    if item == {} and SHAPES.get(next((f.kind for f in SHAPES[shape] if f.name == name), "").split("|")[0]):
        return name not in ("placement", "resources", "ipam")
    return item not in ("", 0, False, [], {})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _pairs(value: Any) -> dict[str, str]:
    if isinstance(value, list):
        parts = [_text(item).partition("=") for item in value]
        return dict(sorted((key, item) for key, _, item in parts))
    return {str(key): "" if value[key] is None else _text(value[key]) for key in sorted(value)}


def _pairs_or_null(value: Any) -> dict[str, str | None]:
    if isinstance(value, list):
        parts = [_text(item).partition("=") for item in value]
        return dict(sorted((key, item if equals else None) for key, equals, item in parts))
    return {str(key): None if value[key] is None else _text(value[key]) for key in sorted(value)}


def _hosts(value: Any) -> list[str]:
    """``NAME:ADDRESS``, whichever way it was written; what has no address is left out."""
    if isinstance(value, dict):
        pairs = sorted((key, _text(item)) for key, item in value.items())
    else:
        parts = [item.partition("=" if "=" in item else ":") for item in map(_text, value)]
        pairs = [(name, address) for name, separator, address in parts if separator]
    return [f"{name}:{address.removeprefix('[').removesuffix(']')}" for name, address in pairs]


def _words(value: Any) -> list[str]:
    if not isinstance(value, str):
        return [_text(item) for item in value]
    import shlex

    try:
        return shlex.split(value)
    except ValueError:
        raise ConfigError(f"invalid command line string: {value}") from None


def _test(value: Any) -> list[str]:
    return ["CMD-SHELL", value] if isinstance(value, str) else [_text(item) for item in value]


def _duration(value: str) -> str:
    from pydock.render.units import go_duration
    from pydock.values.durations import parse_duration

    return go_duration(parse_duration(value))


def _size(value: Any, where: str) -> str:
    from pydock.values.sizes import parse_bytes

    try:
        return str(parse_bytes(str(value)))
    except ValueError as error:
        raise ConfigError(
            f"decoding failed due to the following error(s):\n\nerror decoding '{_go_path(where)}': {error}"
        ) from None


def _go_path(where: str) -> str:
    """The place of a fault as Go's decoder names it, from the service's own attributes on."""
    parts = where.split(".")[1:]
    return ".".join([*(part.capitalize() for part in parts[:-1]), parts[-1]])


def _external(value: Any) -> Any:
    return value if isinstance(value, dict) else bool(value)


def _strings(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [_text(item) for item in value]


def _number(value: float) -> float | int:
    return int(value) if isinstance(value, float) and value.is_integer() else value


_KINDS: dict[str, Callable[[Any], Any]] = {
    "str": lambda value: value,
    "nstr": lambda value: value,
    "int": lambda value: value,
    "forgotten": lambda value: None,
    "num": _number,
    "bool": lambda value: value,
    "strnum": _text,
    "set": _strings,
    "strs": _strings,
    "words": _words,
    "test": _test,
    "map": _pairs,
    "map=": _pairs_or_null,
    "hosts": _hosts,
    "dict": _pairs,
    "external": _external,
    "any": lambda value: value,
}


def _mount(text: str) -> Fields:
    """``[SOURCE:]TARGET[:OPTIONS]``; a source that is a path is a bind mount."""
    from pydock.values.mounts import parse_volume

    try:
        spec = parse_volume(text)
    except ValueError:
        return {"type": "volume", "target": text}
    mount: Fields = {"type": spec.kind}
    if spec.source:
        mount["source"] = spec.source
    mount["target"] = spec.target
    for option in spec.options:
        if option == "ro":
            mount["read_only"] = True
        elif option == "nocopy":
            mount["volume"] = {"nocopy": True}
        elif option in ("rprivate", "private", "rshared", "shared", "rslave", "slave"):
            mount["bind"] = {"propagation": option}
    if spec.kind != "bind":
        mount.pop("bind", None)
    return mount
