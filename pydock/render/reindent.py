"""JSON text laid out anew without touching its values: numbers, escapes and the order of keys stay as they came."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def indent(text: str, step: str = "    ") -> str:
    """One value a line. The text is valid JSON."""
    out: list[str] = []
    depth = 0
    fresh = False  # an object or array was just opened
    for token in _TOKEN.findall(text):
        first = token[0]
        if first in "}]":
            depth -= 1
            out.append(token if fresh else "\n" + step * depth + token)
            fresh = False
            continue
        if fresh:
            out.append("\n" + step * depth)
            fresh = False
        if first in "{[":
            depth += 1
            fresh = True
            out.append(token)
        elif first == ",":
            out.append(",\n" + step * depth)
        elif first == ":":
            out.append(": ")
        else:
            out.append(token)
    return "".join(out)


def compact(text: str) -> str:
    """No space at all outside of strings."""
    return "".join(_TOKEN.findall(text))
