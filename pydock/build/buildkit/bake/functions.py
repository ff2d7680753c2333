"""The functions of bake files: the part of HCL's standard library that builds use."""

from __future__ import annotations

import base64
import csv
import hashlib
import ipaddress
import itertools
import json
import math
import os
import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

from pydock.build.buildkit.bake import values
from pydock.build.buildkit.bake.nodes import BadArgument
from pydock.errors import PydockError

_TAKE_NULL = ("equal", "notequal", "jsonencode", "lookup", "contains")
_UNSAFE = re.compile(r"[^a-zA-Z0-9_-]+")


def _format(template: str, *arguments: Any) -> str:
    left = list(arguments)

    def one(match: re.Match[str]) -> str:
        if match[2] == "%":
            return "%"
        value = left.pop(0)
        if match[2] in ("s", "v"):
            shown = values.text(value) if not isinstance(value, (list, dict)) else json.dumps(value)
            return f"%{match[1]}s" % shown
        if match[2] == "q":
            return json.dumps(values.text(value))
        if match[2] == "t":
            return values.text(values.truth(value))
        wanted = values.number(value)
        return f"%{match[1]}{match[2]}" % (int(wanted) if match[2] in "dxXob" else wanted)

    return re.sub(r"%([-+# 0-9.]*)([a-zA-Z%])", one, template)


def _regex(pattern: str, text: str) -> Any:
    match = re.search(pattern, text)
    if match is None:
        raise PydockError("pattern did not match any part of the given string")
    return match.groupdict() or (list(match.groups()) if match.groups() else match[0])


def _element(items: Any, index: Any) -> Any:
    if not items:
        raise PydockError("cannot use element function with an empty list")
    return items[int(index) % len(items)]


def _join(separator: str, *lists: Any) -> str:
    for number, found in enumerate(lists, 1):
        if not isinstance(found, (list, tuple)):
            raise BadArgument(number, _invalid("lists", "list of string required"))
    return separator.join(values.text(item) for found in lists for item in found)


def _length(collection: Any) -> int:
    if not isinstance(collection, (list, tuple, dict)):
        raise PydockError("collection must be a list, a map or a tuple")
    return len(collection)


def _invalid(parameter: str, reason: str) -> str:
    return f'Invalid function argument; Invalid value for "{parameter}" parameter: {reason}.'


def _merge(*maps: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for item in maps:
        out.update(item or {})
    return out


def _flatten(items: Any) -> list[Any]:
    out: list[Any] = []
    for item in items:
        out += _flatten(item) if isinstance(item, (list, tuple)) else [item]
    return out


def _distinct(items: Any) -> list[Any]:
    out: list[Any] = []
    for item in items:
        if item not in out:
            out.append(item)
    return out


def _coalesce(*items: Any) -> Any:
    for item in items:
        if item is not None:
            return item
    raise PydockError("no non-null arguments")


def _title(text: str) -> str:
    return re.sub(r"(^|\s)(\S)", lambda match: match[1] + match[2].upper(), text)


def _timestamp() -> str:
    import time

    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _formatdate(layout: str, stamp: str) -> str:
    from datetime import datetime

    moment = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    names = {
        "YYYY": "%Y", "YY": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "DD": "%d", "EEEE": "%A", "EEE": "%a",
        "hh": "%H", "HH": "%I", "mm": "%M", "ss": "%S", "AA": "%p", "ZZZ": "UTC", "Z": "Z",
    }  # fmt: skip
    pattern = re.compile("|".join(sorted(names, key=len, reverse=True)) + r"|'([^']*)'")
    return pattern.sub(lambda m: m[1] if m[1] is not None else moment.strftime(names[m[0]]), layout)


def _timeadd(stamp: str, duration: str) -> str:
    from datetime import datetime, timedelta

    from pydock.values.durations import parse_duration

    moment = datetime.fromisoformat(stamp.replace("Z", "+00:00")) + timedelta(
        microseconds=parse_duration(duration) / 1000
    )
    return moment.isoformat().replace("+00:00", "Z")


def _subnet(prefix: str, bits: Any, number: Any) -> str:
    network = ipaddress.ip_network(prefix, False)
    size = 1 << (network.max_prefixlen - network.prefixlen - int(bits))
    return f"{network.network_address + int(number) * size}/{network.prefixlen + int(bits)}"


def _substr(text: str, start: Any, length: Any) -> str:
    begin = int(start) if int(start) >= 0 else len(text) + int(start)
    return text[begin:] if int(length) < 0 else text[begin : begin + int(length)]


def _digest(name: str) -> Callable[[str], str]:
    return lambda text: hashlib.new(name, text.encode()).hexdigest()


def _numbers(function: Callable[..., Any]) -> Callable[..., Any]:
    from functools import wraps

    @wraps(function)
    def on_numbers(*items: Any) -> Any:
        return function(*(values.number(item) for item in items))

    return on_numbers


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "absolute": _numbers(abs),
    "add": lambda a, b: values.operate("+", a, b),
    "and": lambda a, b: values.truth(a) and values.truth(b),
    "base64decode": lambda text: base64.b64decode(text).decode(),
    "base64encode": lambda text: base64.b64encode(text.encode()).decode(),
    "basename": lambda path: path.rstrip("/").rpartition("/")[2],
    "ceil": _numbers(math.ceil),
    "chomp": lambda text: text.rstrip("\r\n"),
    "chunklist": lambda items, size: [items[i : i + int(size)] for i in range(0, len(items), int(size))],
    "coalesce": _coalesce,
    "coalescelist": lambda *lists: next((item for item in lists if item), []),
    "compact": lambda items: [item for item in items if item],
    "concat": lambda *lists: [item for found in lists for item in found],
    "contains": lambda items, value: value in items,
    "cidrhost": lambda prefix, number: str(ipaddress.ip_network(prefix, False)[int(number)]),
    "cidrnetmask": lambda prefix: str(ipaddress.ip_network(prefix, False).netmask),
    "cidrsubnet": _subnet,
    "csvdecode": lambda text: list(csv.DictReader(text.splitlines())),
    "dirname": lambda path: path.rpartition("/")[0] or ".",
    "distinct": _distinct,
    "divide": lambda a, b: values.operate("/", a, b),
    "element": _element,
    "equal": lambda a, b: values.operate("==", a, b),
    "flatten": _flatten,
    "floor": _numbers(math.floor),
    "format": _format,
    "formatdate": _formatdate,
    "formatlist": lambda template, items: [_format(template, item) for item in items],
    "greaterthan": lambda a, b: values.operate(">", a, b),
    "hasindex": lambda items, key: key in items if isinstance(items, dict) else 0 <= int(key) < len(items),
    "homedir": lambda: os.path.expanduser("~"),
    "indent": lambda count, text: text.replace("\n", "\n" + " " * int(count)),
    "index": values.member,
    "indexof": lambda items, value: items.index(value),
    "int": _numbers(int),
    "join": _join,
    "jsondecode": json.loads,
    "jsonencode": lambda value: json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False),
    "keys": sorted,
    "length": _length,
    "lessthan": lambda a, b: values.operate("<", a, b),
    "log": _numbers(lambda value, base: values.number(str(round(math.log(value, base), 12)))),
    "lookup": lambda inputMap, key, default: inputMap.get(key, default),
    "lower": lambda str: str.lower(),
    "max": _numbers(max),
    "md5": _digest("md5"),
    "merge": _merge,
    "min": _numbers(min),
    "modulo": lambda a, b: values.operate("%", a, b),
    "multiply": lambda a, b: values.operate("*", a, b),
    "negate": _numbers(lambda value: -value),
    "not": lambda value: not values.truth(value),
    "notequal": lambda a, b: values.operate("!=", a, b),
    "or": lambda a, b: values.truth(a) or values.truth(b),
    "parseint": lambda text, base: int(text, int(base)),
    "pow": _numbers(pow),
    "range": _numbers(lambda *bounds: list(range(*bounds))),
    "regex": _regex,
    "regex_replace": lambda text, pattern, new: re.sub(pattern, re.sub(r"\$\{?(\w+)\}?", r"\\g<\1>", new), text),
    "regexall": lambda pattern, text: re.findall(pattern, text),
    "replace": lambda str, substr, replace: str.replace(substr, replace),
    "reverse": lambda str: str[::-1],
    "reverselist": lambda items: items[::-1],
    "sanitize": lambda text: _UNSAFE.sub("_", text),
    "setproduct": lambda *sets: [list(items) for items in itertools.product(*sets)],
    "sha1": _digest("sha1"),
    "sha256": _digest("sha256"),
    "sha512": _digest("sha512"),
    "signum": _numbers(lambda value: (value > 0) - (value < 0)),
    "slice": lambda items, start, *end: items[int(start) : int(end[0]) if end else None],
    "sort": sorted,
    "split": lambda separator, str: str.split(separator) if separator else list(str),
    "strlen": len,
    "substr": _substr,
    "subtract": lambda a, b: values.operate("-", a, b),
    "timeadd": _timeadd,
    "timestamp": _timestamp,
    "title": _title,
    "trim": lambda str, cutset: str.strip(cutset),
    "trimprefix": lambda str, prefix: str.removeprefix(prefix),
    "trimspace": lambda str: str.strip(),
    "trimsuffix": lambda str, suffix: str.removesuffix(suffix),
    "upper": lambda str: str.upper(),
    "urlencode": quote_plus,
    "uuidv4": lambda: str(uuid.uuid4()),
    "values": lambda items: [items[key] for key in sorted(items)],
    "zipmap": lambda keys, items: dict(zip(keys, items, strict=True)),
}


def call(name: str, arguments: list[Any]) -> Any:
    """Run a function. Raises PydockError for one that there is not and for what it refuses."""
    function = FUNCTIONS.get(name)
    if function is None:
        raise PydockError(f'Call to unknown function; There is no function named "{name}".')
    _check_count(name, function, arguments)
    try:
        return function(*arguments)
    except PydockError as error:
        raise error if "; " in error.message else _failed(name, error.message) from error
    except (TypeError, AttributeError) as error:
        raise _failed(name, "an argument is of the wrong type") from error
    except (IndexError, KeyError) as error:
        raise _failed(name, "there is no such element") from error
    except (ValueError, re.error) as error:
        raise _failed(name, str(error)) from error


def _failed(name: str, reason: str) -> PydockError:
    return PydockError(f'Error in function call; Call to function "{name}" failed: {reason}.')


def _check_count(name: str, function: Callable[..., Any], arguments: list[Any]) -> None:
    """Raises PydockError for too few or too many arguments."""
    from inspect import Parameter, signature

    by_place = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    try:
        parameters = list(signature(function).parameters.values())
    except ValueError:  # a builtin that takes any number
        return
    needed = [p.name for p in parameters if p.default is Parameter.empty and p.kind in by_place]
    for number, (parameter, argument) in enumerate(zip(needed, arguments, strict=False)):
        if argument is None and name not in _TAKE_NULL:
            raise BadArgument(number, _invalid(parameter, "argument must not be null"))
    rest = any(p.kind is Parameter.VAR_POSITIONAL for p in parameters)
    optional = sum(p.kind in by_place for p in parameters) - len(needed)
    check_count(name, needed, rest, len(arguments), optional)


def check_count(name: str, needed: list[str], rest: bool, given: int, optional: int = 0) -> None:
    """Raises PydockError where ``given`` arguments are too few for the parameters ``needed`` or too many."""
    if given < len(needed):
        least = " at least" if rest else ""
        raise PydockError(
            f'Not enough function arguments; Function "{name}" expects{least} {len(needed)} argument(s).'
            f' Missing value for "{needed[given]}".'
        )
    most = len(needed) + optional
    if not rest and given > most:
        said = f'Function "{name}" expects only {most} argument(s).'
        raise BadArgument(most, f"Too many function arguments; {said}")
