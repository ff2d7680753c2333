"""The kinds of value that flags take: how a text becomes a value, and what help and ``__tree`` call it.

A kind's ``parse`` raises ``ValueError`` with the text that follows ``flag:`` in the usage error. Kinds whose
grammar lives in ``values`` load it with the first flag that needs it (:func:`lazy`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.values import numbers

Parse = Callable[[str], Any]


class Kind:
    """``name``: the value type in help; ``many``: each use adds to a list; ``spread``: one text may hold several.

    ``no_value``: the text that stands for a flag given without a value (None: a value is required).
    ``empty``: what help shows as the default when a flag of this kind has none.
    """

    __slots__ = ("empty", "many", "name", "no_value", "parse", "spread")

    def __init__(
        self,
        name: str,
        parse: Parse = str,
        *,
        many: bool = False,
        spread: bool = False,
        no_value: str | None = None,
        empty: str = "",
    ) -> None:
        self.name = name
        self.parse = parse
        self.many = many or spread
        self.spread = spread
        self.no_value = no_value
        self.empty = empty


def lazy(name: str, target: str, *, many: bool = False, no_value: str | None = None, empty: str = "") -> Kind:
    """A kind that a function of ``values`` parses: ``lazy("mount", "pydock.values.mounts:parse_mount")``."""

    def parse(text: str) -> Any:
        from importlib import import_module

        module, _, function = target.partition(":")
        return getattr(import_module(module), function)(text)

    return Kind(name, parse, many=many, no_value=no_value, empty=empty)


def _csv(text: str) -> list[str]:
    """One CSV record, as pflag's StringSlice reads it."""
    if not text:
        return []
    from pydock.values.records import parse_record

    return parse_record(text)


def _key_values(text: str) -> list[str]:
    """``k=v`` or ``k=v,l=w``, as pflag's StringToString reads it."""
    if text.count("=") == 0:
        raise ValueError(f"{text} must be formatted as key=value")
    pairs = [text.strip('"')] if text.count("=") == 1 else _csv(text)
    for pair in pairs:
        if "=" not in pair:
            raise ValueError(f"{pair} must be formatted as key=value")
    return pairs


BOOL = Kind("bool", numbers.parse_bool, no_value="true")
STRING = Kind("string")
INT = Kind("int", numbers.parse_int)
INT64 = Kind("int", numbers.parse_int)
UINT = Kind("uint", numbers.parse_uint)
UINT16 = Kind("uint16", lambda text: numbers.parse_uint(text, 16))
UINT32 = Kind("uint32", lambda text: numbers.parse_uint(text, 32))
UINT64 = Kind("uint", numbers.parse_uint)
FLOAT = Kind("float", numbers.parse_float)
BYTES = lazy("bytes", "pydock.values.sizes:parse_bytes")
DECIMAL = lazy("decimal", "pydock.values.sizes:parse_cpus")
DURATION = lazy("duration", "pydock.values.durations:parse_duration")
LIST = Kind("list", many=True)
STRING_ARRAY = Kind("stringArray", many=True)
STRINGS = Kind("strings", _csv, spread=True)
MAP = Kind("map", many=True, empty="map[]")
FILTER = lazy("filter", "pydock.values.filters:parse_filter", many=True)
STRING_TO_STRING = Kind("stringToString", _key_values, spread=True)
LABEL = lazy("list", "pydock.values.pairs:parse_label", many=True)
LINK = lazy("list", "pydock.values.pairs:parse_link", many=True)
