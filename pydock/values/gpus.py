"""``--gpus``: a request for devices of a driver, in the API's ``DeviceRequests`` form."""

from __future__ import annotations

from typing import Any

from pydock.values.numbers import parse_decimal_int, reason
from pydock.values.pairs import mapping
from pydock.values.records import parse_record


def parse_gpus(text: str) -> dict[str, Any]:
    """``all``, a count, or a CSV record of ``driver count device capabilities options``; -1 asks for all."""
    count = 0
    counted = False
    request: dict[str, Any] = {
        "Driver": "",
        "Count": 0,
        "DeviceIDs": None,
        "Capabilities": [["gpu"]],
        "Options": {},
    }
    seen: set[str] = set()
    for field in parse_record(text):
        key, equals, value = field.partition("=")
        if key in seen:
            raise ValueError(f"gpu request key '{key}' can be specified only once")
        seen.add(key)
        if not equals:
            seen.add("count")
        if not equals or key == "count":
            count, counted = _count(value if equals else key), True
        elif key == "driver":
            request["Driver"] = value
        elif key == "device":
            request["DeviceIDs"] = value.split(",")
        elif key == "capabilities":
            request["Capabilities"] = [[*value.split(","), "gpu"]]
        elif key == "options":
            request["Options"] = _options(value)
        else:
            raise ValueError(f"unexpected key '{key}' in '{field}'")
    if not counted and request["DeviceIDs"] is None:
        count = 1
    return {**request, "Count": count}


def _count(text: str) -> int:
    if text == "all":
        return -1
    try:
        return parse_decimal_int(text, function="Atoi")
    except ValueError as error:
        raise ValueError(f'invalid count ({text}): value must be either "all" or an integer: {reason(error)}') from None


def _options(text: str) -> dict[str, str]:
    try:
        return mapping(parse_record(text))
    except ValueError as error:
        raise ValueError(f"failed to read gpu options: {error}") from None
