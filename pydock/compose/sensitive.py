"""What looks like a secret in the files of a project, before they are published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple


class Finding(NamedTuple):
    """What kind of secret it looks like, under which key it stands, and the text."""

    kind: str
    key: str
    value: str


_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("AWS Client ID", r"\b(?:A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}\b"),
        ("Github authentication", r"\bgh[pousr]_[A-Za-z0-9_]{36,}"),
        ("Slack Token", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
        ("Stripe Access Key", r"\b[rs]k_live_[A-Za-z0-9]{24,}"),
        ("JSON Web Token", r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),
        ("Private Key", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
        ("URL with password", r"\b[a-z][a-z0-9+.-]*://[^\s:/@]*:(?!\$)[^\s:/@]+@"),
    )
)
_KEYWORD = re.compile(r"(?i)(api_?key|auth_?key|service_?key|private_?key|db_?key|access_?key|secret|passw(or)?d|pwd)")
_SHORTEST = 6


def in_document(value: Any, path: str = "") -> Iterator[Finding]:
    """The findings in a YAML document; keys are paths (``services.a.environment.PASSWORD``)."""
    if isinstance(value, tuple):  # a value with !reset or !override
        value = value[0]
    if isinstance(value, dict):
        for key, item in value.items():
            yield from in_document(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            name, equals, rest = item.partition("=") if isinstance(item, str) else ("", "", "")
            if equals and name.isidentifier():
                yield from _judged(f"{path}.{name}", rest)
            else:
                yield from in_document(item, f"{path}[{number}]")
    elif isinstance(value, str):
        yield from _judged(path, value)


def in_text(text: str) -> Iterator[Finding]:
    """The findings in a file of lines such as ``NAME=VALUE``, or of any other form."""
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, value = line.partition("=")
        words = name.split()
        if equals and words and words[-1].isidentifier():
            yield from _judged(words[-1], value.strip().strip("\"'"))
        else:
            yield from _judged(f"line {number}", line)


def _judged(key: str, value: str) -> Iterator[Finding]:
    for kind, pattern in _PATTERNS:
        if pattern.search(value):
            yield Finding(kind, key, value)
            return
    name = key.rpartition(".")[2]
    told = len(value) >= _SHORTEST and "$" not in value and not name.upper().endswith("_FILE")
    if told and _KEYWORD.search(name):
        yield Finding("Keyword Detector", key, value)
