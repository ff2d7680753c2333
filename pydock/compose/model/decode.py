"""A canonical document's values as the model's types (see :mod:`shapes`): numbers, sizes, durations, commands."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Any

from pydock.compose.model.emit import go_value
from pydock.compose.model.shapes import SHAPES, Shape, Struct
from pydock.compose.model.shortforms import split_command
from pydock.errors import ConfigError

_UNITS = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
_PART = re.compile(r"([0-9]*)(?:\.([0-9]*))?([^0-9.]*)")
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?([a-zA-Z]*)\Z")


def duration(text: str) -> int:
    """A Go duration in nanoseconds. Raises ValueError with Go's words."""
    rest = text
    sign = 1
    if rest[:1] in ("-", "+"):
        sign = -1 if rest[0] == "-" else 1
        rest = rest[1:]
    if rest == "0":
        return 0
    if not rest:
        raise ValueError(f'time: invalid duration "{text}"')
    total = 0
    while rest:
        match = _PART.match(rest)
        if match is None or not (match.group(1) or match.group(2)):
            raise ValueError(f'time: invalid duration "{text}"')
        whole, fraction, unit = match.group(1) or "0", match.group(2) or "", match.group(3)
        if not unit:
            raise ValueError(f'time: missing unit in duration "{text}"')
        if unit not in _UNITS:
            raise ValueError(f'time: unknown unit "{unit}" in duration "{text}"')
        scale = _UNITS[unit]
        total += int(whole) * scale + (int(fraction) * scale // 10 ** len(fraction) if fraction else 0)
        rest = rest[match.end() :]
    return sign * total


def size(value: Any) -> int:
    """A size in bytes: an integer, or a number with a binary unit. Raises ValueError with Docker's words."""
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value)
    text = str(value)
    match = _SIZE.match(text)
    if match is None:
        raise ValueError(f"invalid size: '{text}'")
    suffix = match.group(2).lower()
    if not re.fullmatch("[kmgtp]?(i?b)?", suffix):
        raise ValueError(f"invalid suffix: '{suffix}'")
    power = "kmgtp".find(suffix[0]) + 1 if suffix and suffix[0] in "kmgtp" else 0
    return int(float(match.group(1)) * 1024**power)


def single(value: float) -> float:
    """``value`` as a 32-bit float reads."""
    rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    for digits in range(1, 10):
        short = float(f"{rounded:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", rounded):
            return short
    return rounded


def _text(value: Any) -> str:
    return value if isinstance(value, str) else go_value(value)


def _strings(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [_text(item) for item in items]


def _pairs(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        pairs: dict[str, Any] = {}
        for item in value:
            name, equals, text = str(item).partition("=")
            pairs[name] = text if equals else None
        return pairs
    return {name: None if item is None else _text(item) for name, item in value.items()}


def _texts(value: Any) -> dict[str, str]:
    return {name: text or "" for name, text in _pairs(value).items()}


def _hosts(value: Any) -> list[str]:
    entries: list[tuple[str, str]] = []
    if isinstance(value, dict):
        for name, addresses in value.items():
            entries += [(name, str(item)) for item in (addresses if isinstance(addresses, list) else [addresses])]
    else:
        for item in value:
            name, separator, address = str(item).partition("=")
            if not separator:
                name, separator, address = str(item).partition(":")
            if not separator:
                raise ValueError(f"invalid additional host, missing IP: {item}")
            entries.append((name, address))
    hosts: list[str] = []
    for name, address in entries:
        if address.startswith("[") and address.endswith("]"):
            address = address[1:-1]
        line = f"{name}={address}"
        if line not in hosts:
            hosts.append(line)
    return sorted(hosts)


def _shell(value: Any) -> list[str]:
    return split_command(value) if isinstance(value, str) else [_text(item) for item in value]


def _test(value: Any) -> list[str]:
    return ["CMD-SHELL", value] if isinstance(value, str) else [_text(item) for item in value]


def _file_mode(value: Any) -> int:
    if isinstance(value, str):
        if not re.fullmatch("[0-7]+", value):
            raise ValueError(f'strconv.ParseInt: parsing "{value}": invalid syntax')
        return int(value, 8)
    return int(value)


def _cpus(value: Any) -> float:
    try:
        return single(float(value))
    except ValueError:
        raise ValueError(f'strconv.ParseFloat: parsing "{value}": invalid syntax') from None


def _count(value: Any) -> int:
    if value == "all":
        return -1
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"invalid value \"{value}\", the only value allowed is 'all' or a number") from None


def _ulimit(value: Any) -> Any:
    if isinstance(value, dict):
        return Struct(SHAPES["Ulimit"], {"soft": int(value.get("soft", 0)), "hard": int(value.get("hard", 0))})
    return int(value)


def _whole(value: Any) -> int:
    if isinstance(value, str):
        try:
            return int(value, 0)
        except ValueError:
            raise ValueError(
                f"cannot parse value as 'int': strconv.ParseInt: parsing \"{value}\": invalid syntax"
            ) from None
    return int(value)


def _uint32(value: Any) -> int:
    if not isinstance(value, int):
        raise ValueError("expected type 'uint32', got unconvertible type 'string'")
    return value


def _real(value: Any) -> float:
    return single(float(value))


def _flag(value: Any) -> bool:
    if isinstance(value, str):
        if value in ("1", "t", "T", "true", "TRUE", "True"):
            return True
        if value in ("0", "f", "F", "false", "FALSE", "False", ""):
            return False
        raise ValueError(f"cannot parse value as 'bool': strconv.ParseBool: parsing \"{value}\": invalid syntax")
    return bool(value)


def _multi(value: Any) -> dict[str, list[str]]:
    return {name: _strings(item) for name, item in value.items()}


_SCALARS: dict[str, Callable[[Any], Any]] = {
    "str": _text, "int": _whole, "uint32": _uint32, "float": _real, "bool": _flag, "bytes": size,
    "duration": lambda value: duration(str(value)),
    "strs": _strings, "strlist": _strings, "numstrs": _strings, "map": _texts, "labels": _texts, "options": _texts,
    "map=": _pairs, "multi": _multi, "shell": _shell, "test": _test, "hosts": _hosts, "filemode": _file_mode,
    "cpus": _cpus, "count": _count, "ulimit": _ulimit, "ssh": _texts,
}  # fmt: skip


class _Decoder:
    def __init__(self) -> None:
        self.errors: list[str] = []

    def structure(self, value: dict[str, Any], shape: Shape, path: str) -> Struct:
        result = Struct(shape)
        fields = shape.by_name
        for key, item in value.items():
            field = fields.get(key)
            if field is None:
                if key.startswith("x-") and shape.name != "Pool":
                    result[key] = item
                continue
            if item is None and not field.kind.startswith("?"):
                continue
            decoded = self.value(item, field.kind, f"{path}.{key}")
            if decoded is not None:
                result[key] = decoded
        return result

    def value(self, value: Any, kind: str, path: str) -> Any:
        """The decoded value; None stands for absence."""
        if value is None:
            return None
        first = kind[0]
        if first == "?":
            return self._one(value, kind[1:], path)
        if first == "[":
            items = value if isinstance(value, list) else [value]
            return [self._one(item, kind[1:-1], f"{path}[{i}]") for i, item in enumerate(items)] or None
        if first == "{":
            inner = kind[1:-1].lstrip("?")
            return {
                name: None if item is None else self._one(item, inner, f"{path}[{name}]")
                for name, item in value.items()
            } or None
        decoded = self._one(value, kind, path)
        if kind in ("shell", "map=") and decoded is not None:
            return decoded if kind == "shell" else decoded or None
        return decoded if decoded or (first.isupper() and decoded) else None

    def _one(self, value: Any, kind: str, path: str) -> Any:
        if kind[0].isupper():
            return self.structure(value, SHAPES[kind], path)
        try:
            return _SCALARS[kind](value)
        except (ValueError, TypeError) as error:
            self.errors.append(f"'{path}' {error}")
            return None


def decode(section: str, document: dict[str, Any], shape: Shape) -> dict[str, Struct]:
    """Every entry of ``document[section]`` as a Struct of ``shape``.

    Raises ConfigError listing every value that does not fit, one a line.
    """
    decoder = _Decoder()
    entries: dict[str, Struct] = {}
    for name, value in (document.get(section) or {}).items():
        entries[name] = decoder.structure(value or {}, shape, f"{section}[{name}]")
    if decoder.errors:
        raise ConfigError("decoding failed due to the following error(s):\n\n" + "\n".join(decoder.errors))
    return entries
