"""Texts of the form ``KEY=VALUE``: labels, driver options, log options."""

from __future__ import annotations

from collections.abc import Iterable


def mapping(texts: Iterable[str]) -> dict[str, str]:
    """``KEY=VALUE`` texts as a map; a text without ``=`` has an empty value; the last of one key wins."""
    return {key: value for key, _, value in (text.partition("=") for text in texts)}


def parse_label(text: str) -> str:
    """``text`` if it can be a label: a name without white space, and perhaps a value. ValueError where not."""
    name = text.partition("=")[0].lstrip()
    if not name:
        raise ValueError(f"invalid label '{text}': empty name")
    if any(character.isspace() for character in name):
        raise ValueError(f"label '{name}' contains whitespaces")
    return text


def parse_link(text: str) -> str:
    """``text`` if it can be a legacy link, ``CONTAINER[:ALIAS]``. ValueError where not."""
    if not text:
        raise ValueError("empty string specified for links")
    if text.count(":") > 1:
        raise ValueError(f"bad format for links: {text}")
    return text
