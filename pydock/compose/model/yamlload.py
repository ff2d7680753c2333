"""YAML text to plain values, with the typing that Compose gives scalars and positions for messages.

Scalars follow YAML 1.2 with the habits of Compose's parser: ``true/false`` in three spellings, integers with
``0x 0o 0b`` and old octals, underscores ignored, everything else a string (dates too). ``!reset`` and ``!override``
become :class:`Reset` and :class:`Override`, which :mod:`~pydock.compose.model.merge` acts on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydock.errors import ConfigError

_INT = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}.*)?\Z")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_CORE = "tag:yaml.org,2002:"


class Reset(NamedTuple):
    """A value written ``!reset``: what earlier files said here is forgotten."""

    value: Any


class Override(NamedTuple):
    """A value written ``!override``: it replaces what earlier files said, unmerged."""

    value: Any


class Timestamp(str):
    """A plain scalar that YAML reads as a date; Compose's schema has no place for one."""


class Position(NamedTuple):
    """Where a key or item stands; both numbers count from 1."""

    line: int
    column: int


class Document(NamedTuple):
    """One YAML document; ``tagged`` tells that a Reset or Override is somewhere inside."""

    value: Any
    tagged: bool


def scalar(text: str) -> Any:
    """The value of a plain (unquoted) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first.isdigit() or first in "+-.":
        plain = text.replace("_", "")
        if _INT.match(plain):
            digits = plain.lstrip("+-")
            base = {"x": 16, "o": 8, "b": 2}.get(digits[1:2].lower(), 0)
            if base:
                number = int(digits[2:], base)
            else:
                number = int(digits, 8) if len(digits) > 1 and digits[0] == "0" else int(digits)
            if not -(2**63) <= number < 2**64:
                return float(plain)
            return -number if plain[0] == "-" else number
        if _FLOAT.match(plain):
            return float(plain)
        if _DATE.match(text):
            return Timestamp(text)
    return text


class _Builder:
    def __init__(self, events: Iterator[Any], where: dict[tuple[str, ...], Position] | None) -> None:
        self._events = events
        self._anchors: dict[str, Any] = {}
        self._where = where
        self.tagged = False

    def build(self, event: Any, path: tuple[str, ...]) -> Any:
        kind = type(event).__name__
        if kind == "AliasEvent":
            if event.anchor not in self._anchors:
                raise ConfigError(f"yaml: unknown anchor '{event.anchor}' referenced")
            return self._anchors[event.anchor]
        tag = event.tag
        if kind == "ScalarEvent":
            value = self._scalar(event, tag)
        elif kind == "MappingStartEvent":
            value = self._mapping(event, path)
        else:
            value = self._sequence(path)
        if tag in ("!reset", "!override"):
            self.tagged = True
            value = Reset(value) if tag == "!reset" else Override(value)
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _scalar(self, event: Any, tag: str | None) -> Any:
        text: str = event.value
        if tag is None or tag == "!":
            return scalar(text) if event.implicit[0] else text
        if tag.startswith(_CORE):
            name = tag[len(_CORE) :]
            if name == "str":
                return text
            value = scalar(text)
            if name == "float" and isinstance(value, int) and not isinstance(value, bool):
                return float(value)
            return value
        return scalar(text) if event.style in (None, "") else text

    def _sequence(self, path: tuple[str, ...]) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            here = (*path, str(len(items)))
            if self._where is not None:
                self._where.setdefault(here, Position(event.start_mark.line + 1, event.start_mark.column + 1))
            items.append(self.build(event, here))
        return items

    def _mapping(self, start: Any, path: tuple[str, ...]) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        merges: list[Any] = []
        lines: dict[Any, int] = {}
        for event in self._events:
            if type(event).__name__ == "MappingEndEvent":
                break
            line = event.start_mark.line + 1
            key = self.build(event, path)
            if isinstance(key, (dict, list)):
                raise ConfigError(f"yaml: line {line}: invalid map key")
            here = (*path, str(key))
            if self._where is not None:
                self._where.setdefault(here, Position(line, event.start_mark.column + 1))
            value = self.build(next(self._events), here)
            if key == "<<" and event.implicit[0]:
                merges.append(value)
                continue
            if key in lines:
                raise DuplicateKey(line, str(key), lines[key])
            lines[key] = line
            mapping[key] = value
        for value in merges:
            sources = value if isinstance(value, list) else [value]
            for source in sources:
                if not isinstance(source, dict):
                    raise BadMapping("yaml: map merge requires map or sequence of maps as the value")
                for name, inherited in source.items():
                    mapping.setdefault(name, inherited)
        return mapping


class BadMapping(ConfigError):
    """A mapping that cannot be; the loader adds the file's name."""


class DuplicateKey(BadMapping):
    """A mapping names a key twice."""

    def __init__(self, line: int, key: str, first: int) -> None:
        super().__init__(f'line {line}: mapping key "{key}" already defined at line {first}')


def documents(text: str, where: dict[tuple[str, ...], Position] | None = None) -> list[Document]:
    """Every document of ``text``. ``where``, when given, is filled with the position of each key and item path.

    Raises ConfigError with the parser's own words; :class:`DuplicateKey` where a mapping repeats a key.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: list[Document] = []
    events = iter(yaml.parse(text, Loader=loader))
    try:
        for event in events:
            if type(event).__name__ == "DocumentStartEvent":
                builder = _Builder(events, where)
                value = builder.build(next(events), ())
                found.append(Document(value, builder.tagged))
    except yaml.YAMLError as error:
        raise ConfigError(_syntax_message(error)) from None
    return found


def _syntax_message(error: Any) -> str:
    """The message Compose shows: the line is that of the context where there is one, and scanner lines count from 1."""
    problem = getattr(error, "problem", None)
    if problem is None:
        return f"yaml: {getattr(error, 'reason', None) or error}"
    scanner = type(error).__name__ == "ScannerError"
    for mark in (getattr(error, "context_mark", None), getattr(error, "problem_mark", None)):
        if mark is not None and mark.line:
            return f"yaml: line {mark.line + (1 if scanner else 0)}: {problem}"
    return f"yaml: {problem}"


def position_of(text: str, path: tuple[str, ...]) -> Position | None:
    """Where ``path`` (or the nearest of its parents) stands in ``text``; None when the text does not parse."""
    where: dict[tuple[str, ...], Position] = {}
    try:
        documents(text, where)
    except ConfigError:
        return None
    while path:
        if path in where:
            return where[path]
        path = path[:-1]
    return None
