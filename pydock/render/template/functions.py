"""The functions that Docker adds to templates, and those that a table's title line has instead."""

from __future__ import annotations

from typing import Any

from pydock.render.gojson import dumps
from pydock.render.template.builtins import FUNCTIONS as BUILTINS
from pydock.render.template.calls import Function
from pydock.render.template.errors import CallError
from pydock.render.template.values import GoList, string, utf8


def _json(value: Any) -> str:
    return dumps(value)


def _split(text: str, separator: str) -> GoList:
    return GoList(text.split(separator) if separator else list(text))


def _join(items: list[str], separator: str) -> str:
    return separator.join(items)


def _title(text: str) -> str:
    """Every word's first letter in title case; a word is letters, digits, ``_`` and quotes."""
    out = []
    before = " "
    for char in text:
        out.append(char.title() if _separates(before) else char)
        before = char
    return "".join(out)


def _separates(char: str) -> bool:
    if char.isascii():
        return not (char.isalnum() or char == "_")
    return char.isspace()


def _lower(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join([char.lower()[0] for char in text])


def _upper(text: str) -> str:
    if text.isascii():
        return text.upper()
    return "".join([char.upper() if len(char.upper()) == 1 else char for char in text])


def _pad(text: str, before: int, after: int) -> str:
    if not text:
        return text
    if before < 0 or after < 0:
        raise CallError("strings: negative Repeat count")
    return " " * before + text + " " * after


def _truncate(text: str, length: int) -> str:
    data = utf8(text)
    if len(data) < length:
        return text
    if length < 0:
        raise CallError(f"runtime error: slice bounds out of range [:{length}]")
    return string(data[:length])


FUNCTIONS: dict[str, Function] = {
    **BUILTINS,
    "json": Function(("any",), None, _json),
    "split": Function(("string", "string"), None, _split),
    "join": Function(("[]string", "string"), None, _join),
    "title": Function(("string",), None, _title),
    "lower": Function(("string",), None, _lower),
    "upper": Function(("string",), None, _upper),
    "pad": Function(("string", "int", "int"), None, _pad),
    "truncate": Function(("string", "int"), None, _truncate),
}


def _same(text: str) -> str:
    return text


#: in the line of titles these leave the title as it is
HEADER_FUNCTIONS: dict[str, Function] = {
    **{name: Function(("string",), None, _same) for name in ("json", "title", "lower", "upper")},
    "truncate": Function(("string", "int"), None, lambda text, _: text),
    "split": Function(("string", "string"), None, lambda text, _: text),
    "join": Function(("string", "string"), None, lambda text, _: text),
}
