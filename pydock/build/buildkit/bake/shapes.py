"""Which types the attributes of targets and groups have."""

from __future__ import annotations

from typing import Any

from pydock.build.buildkit.bake import values
from pydock.errors import PydockError

_TEXTS = ("context", "dockerfile", "dockerfile-inline", "target", "network", "shm-size", "call", "description")
_SWITCHES = ("no-cache", "pull")
_MAPS = ("args", "labels", "contexts", "extra-hosts")
_LISTS = (
    "tags", "platforms", "inherits", "annotations", "no-cache-filter", "ulimits", "entitlements", "targets",
)  # fmt: skip
_RECORDS = ("secret", "ssh", "output", "cache-from", "cache-to", "attest")


def problem(key: str, value: Any) -> str:
    """What is wrong with an attribute's value; empty for nothing."""
    try:
        if value is None:
            return ""
        if key in _TEXTS:
            values.text(value)
        elif key in _SWITCHES:
            values.truth(value)
        elif key in _MAPS:
            return _map_problem(value)
        elif key in _LISTS:
            return _list_problem(value)
        elif key in _RECORDS:
            return _record_problem(key, value)
    except PydockError as error:
        return error.message
    return ""


def _map_problem(value: Any) -> str:
    if not isinstance(value, dict):
        return "map of string required"
    for name, item in value.items():
        if isinstance(item, (dict, list)):
            return f'element "{name}": string required'
    return ""


def _list_problem(value: Any) -> str:
    if not isinstance(value, (list, tuple)):
        return "list of string required"
    for number, item in enumerate(value):
        if isinstance(item, (dict, list)):
            return f"element {number}: string required"
    return ""


def _record_problem(key: str, value: Any) -> str:
    """Records are written as their flags are, or as maps."""
    from pydock.values.records import parse_record

    for item in value if isinstance(value, (list, tuple)) else ():
        if item is None or isinstance(item, dict):
            continue
        if not isinstance(item, str):
            return "map of string required"
        fields = parse_record(item)
        lone = [field for field in fields if "=" not in field]
        if key == "secret" and lone:
            return f"invalid field '{lone[0]}' must be a key=value pair"
        if key == "output" and lone and len(fields) > 1:
            return f"invalid value {lone[0]}"
        if key.startswith("cache-") and "type=" in fields:
            return f'type required form> "{item}"'
    return ""
