"""Values of the classic builder's flags: each returns its text or raises ``ValueError`` as the flag's error."""

from __future__ import annotations

from pydock.values import references


def parse_tag(text: str) -> str:
    """An image reference, kept as written."""
    references.parse(text)
    return text


def parse_build_arg(text: str) -> str:
    """``NAME=value``, or ``NAME`` to take the value from the environment."""
    if not text.partition("=")[0]:
        raise ValueError(f"invalid environment variable: {text}")
    return text
