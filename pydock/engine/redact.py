"""Requests as they may be shown: credentials and secrets replaced."""

from __future__ import annotations

import json
import re
from typing import Any

HIDDEN = "<redacted>"
_SECRET_NAME = re.compile(
    r"pass(word|wd)?|secret|token|credential|private|api_?key|access_?key|unlock_?key|ca_?key|auth", re.IGNORECASE
)
_USER_INFO = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_SECRET_HEADERS = frozenset({"x-registry-auth", "x-registry-config", "authorization"})


def header(name: str, value: str) -> str:
    """A header's value as it may be shown."""
    return HIDDEN if name.lower() in _SECRET_HEADERS else value


def parameter(name: str, value: Any) -> Any:
    """A query parameter's value as it may be shown: build arguments are JSON, a remote context's URL has an account."""
    if name == "buildargs" and isinstance(value, str):
        return json.dumps(body(json.loads(value)))
    return _USER_INFO.sub(HIDDEN, value) if isinstance(value, str) else value


def body(value: Any, key: str = "") -> Any:
    """A JSON body as it may be shown: same shape, secret values replaced by their key's or variable's name."""
    if isinstance(value, dict):
        return {name: body(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_variable(item) if isinstance(item, str) else body(item, key) for item in value]
    if isinstance(value, str) and value and (_SECRET_NAME.search(key) or key == "Data"):
        return HIDDEN
    return _USER_INFO.sub(HIDDEN, value) if isinstance(value, str) else value


def _variable(text: str) -> str:
    """``NAME=value`` of an environment, hidden where the name says that the value is a secret, or as an account is."""
    name, equals, _ = text.partition("=")
    return f"{name}={HIDDEN}" if equals and _SECRET_NAME.search(name) else _USER_INFO.sub(HIDDEN, text)
