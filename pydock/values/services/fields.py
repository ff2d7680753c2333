"""The values of single service flags, in the form that the API's ServiceSpec has for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydock.values.numbers import parse_decimal_uint, parse_uint, reason
from pydock.values.ports import parse_port_range, parse_port_spec
from pydock.values.records import parse_record

Port = dict[str, Any]
_LONG = re.compile(r"\w+=\w+(,\w+=\w+)*", re.ASCII)
_SPREAD = "spread"


def parse_publish(text: str) -> list[Port]:
    """``[PUBLISHED:]TARGET[/PROTOCOL]`` or ``target=80,published=8080,protocol=tcp,mode=host``; ranges give several."""
    if _LONG.search(text):
        return [_long_port(text)]
    mappings = parse_port_spec(text)
    if any(mapping.host_ip for mapping in mappings):
        raise ValueError("hostip is not supported")
    ports = []
    for mapping in mappings:
        target, _, protocol = mapping.port.partition("/")
        first, last = parse_port_range(mapping.host_port) if mapping.host_port else (0, 0)
        ports += [_port(protocol, int(target), published, "ingress") for published in range(first, last + 1)]
    return ports


def _long_port(text: str) -> Port:
    values = {"protocol": "tcp", "mode": "ingress", "target": "0", "published": "0"}
    for field in parse_record(text):
        key, equals, value = field.lower().partition("=")
        if not equals or not key:
            raise ValueError(f"invalid field {field}")
        if key not in values:
            raise ValueError(f"invalid field key {key}")
        if key == "protocol" and value not in ("tcp", "udp", "sctp"):
            raise ValueError(f"invalid protocol value {value}")
        if key == "mode" and value not in ("ingress", "host"):
            raise ValueError(f"invalid publish mode value {value}")
        if key in ("target", "published"):
            try:
                parse_decimal_uint(value, 16)
            except ValueError as error:
                raise ValueError(
                    f"invalid {key} port ({value}): value must be an integer: {reason(error)}"
                ) from None
        values[key] = value
    if not int(values["target"]):
        raise ValueError("missing mandatory field 'target'")
    return _port(values["protocol"], int(values["target"]), int(values["published"]), values["mode"])


def _port(protocol: str, target: int, published: int, mode: str) -> Port:
    port: Port = {"Protocol": protocol, "TargetPort": target}
    if published:
        port["PublishedPort"] = published
    return {**port, "PublishMode": mode}


def parse_secret(text: str) -> dict[str, Any]:
    """``NAME``, or ``source=NAME,target=FILE,uid=0,gid=0,mode=0444``, as a SecretReference without its id."""
    name, file = _reference(text, "invalid field in secret request: {}")
    return {"File": file, "SecretName": name}


def parse_config(text: str) -> dict[str, Any]:
    """As :func:`parse_secret`, for a ConfigReference."""
    name, file = _reference(text, "invalid field in config request: {}")
    return {"File": file, "ConfigName": name}


def _reference(text: str, unknown: str) -> tuple[str, dict[str, Any]]:
    name, file = "", {"Name": "", "UID": "0", "GID": "0", "Mode": 0o444}
    fields = parse_record(text)
    if len(fields) == 1 and "=" not in fields[0]:
        return fields[0], {**file, "Name": fields[0]}
    for field in fields:
        key, equals, value = field.partition("=")
        if not equals or not key:
            raise ValueError(f"invalid field '{field}' must be a key=value pair")
        word = key.lower()
        if word in ("source", "src"):
            name = value
        elif word == "target":
            file["Name"] = value
        elif word in ("uid", "gid"):
            file[word.upper()] = value
        elif word == "mode":
            try:
                file["Mode"] = parse_uint(value, 32)
            except ValueError as error:
                raise ValueError(f"invalid mode specified: {error}") from None
        else:
            raise ValueError(unknown.format(key))
    if not name:
        raise ValueError("source is required")
    return name, {**file, "Name": file["Name"] or name}


def parse_placement(text: str) -> dict[str, Any]:
    """``spread=node.labels.x`` as a PlacementPreference."""
    strategy, equals, argument = text.partition("=")
    if not equals or not strategy:
        raise ValueError('placement preference must be of the format "<strategy>=<arg>"')
    if strategy != _SPREAD:
        raise ValueError(f"unsupported placement preference {strategy} (only spread is supported)")
    return {"Spread": {"SpreadDescriptor": argument}}


def parse_credential_spec(text: str) -> dict[str, str]:
    """``config://NAME``, ``file://PATH`` or ``registry://NAME``; an empty text takes it away in an update."""
    spec = {"Config": "", "File": "", "Registry": ""}
    scheme, separator, rest = text.partition("://")
    field = scheme.capitalize()
    if not text:
        return spec
    if not separator or field not in spec or scheme != scheme.lower():
        raise ValueError(
            'invalid credential spec: value must be prefixed with "config://", "file://", or "registry://"'
        )
    return {**spec, field: rest}


def parse_command(text: str) -> list[str]:
    """A command line split as a shell would, for ``--args`` and ``--entrypoint``."""
    import shlex

    try:
        return shlex.split(text, comments=True)
    except ValueError:
        raise ValueError("EOF found when expecting closing quote") from None


def parse_positive_duration(text: str) -> int:
    """A duration in nanoseconds that is not below zero."""
    from pydock.values.durations import parse_duration

    nanoseconds = parse_duration(text)
    if nanoseconds < 0:
        raise ValueError("duration cannot be negative")
    return nanoseconds


def generic_resources(texts: Iterable[str]) -> list[dict[str, Any]]:
    """``KIND=COUNT`` texts as the API's GenericResources, ordered by kind."""
    found: dict[str, dict[str, Any]] = {}
    for text in texts:
        kind, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not kind or not value:
            raise ValueError(
                "invalid generic resource specification: incorrect term "
                f"{text}, missing '=' or malformed expression"
            )
        if not value.lstrip("-").isdigit():
            raise ValueError(
                f"invalid generic-resource request `{kind}={value}`, "
                "Named Generic Resources is not supported for service create or update"
            )
        if int(value) < 0:
            raise ValueError(f"invalid generic resource specification: cannot ask for negative resource {kind}")
        found[kind] = {"DiscreteResourceSpec": {"Kind": kind, "Value": int(value)}}
    return [found[kind] for kind in sorted(found)]


def swarm_hosts(texts: Iterable[str]) -> list[str]:
    """``NAME:ADDRESS`` entries as lines of a hosts file, ``ADDRESS NAME``."""
    parts = [text.partition(":") for text in texts]
    return [f"{address} {name}" for name, colon, address in parts if colon]


def effective_capabilities(add: Iterable[str], drop: Iterable[str]) -> tuple[list[str], list[str]]:
    """Canonical names of capabilities to add and to drop: adding wins, ``ALL`` stands for every other one."""
    from pydock.values.security import capabilities

    added, dropped = capabilities(add) or [], capabilities(drop) or []
    added = ["ALL"] if "ALL" in added else added
    dropped = ["ALL"] if "ALL" in dropped else dropped
    reset = "CAP_RESET"
    return (
        [name for name in added if name != reset],
        [name for name in dropped if name != reset and name not in added],
    )
