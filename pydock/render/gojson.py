"""JSON as Go writes it: compact, map keys sorted, struct fields in their order, ``<>&`` escaped on demand."""

from __future__ import annotations

from typing import Any

#: what is not written as it is: control characters, separators of lines, bytes that were no UTF-8, and HTML's marks
_PLAIN: dict[int, str] = {
    **{code: f"\\u{code:04x}" for code in (*range(0x20), 0x2028, 0x2029)},
    **dict.fromkeys(range(0xDC80, 0xDD00), "\\ufffd"),
    **str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}),
}
_ESCAPED: dict[int, str] = {**_PLAIN, **{ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}}


def dumps(value: Any, *, escape: bool = False) -> str:
    """``value`` as compact JSON. ``escape``: ``<``, ``>`` and ``&`` become ``\\u003c`` and so on.

    An object with ``go_json`` stands for what that returns; a row of a list (``go_json_escaped``) is always
    escaped, as its own marshalling in Docker is.
    """
    out: list[str] = []
    _write(value, out, escape)
    return "".join(out)


def _write(value: Any, out: list[str], escape: bool) -> None:
    kind = type(value)
    if kind is str:
        out.append(text(value, escape))
    elif value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, int):
        out.append(int.__repr__(value))
    elif isinstance(value, float):
        out.append(number(value))
    elif isinstance(value, str):
        bare = getattr(value, "go_type", "") == "json.Number"
        out.append((str(value) or "0") if bare else text(value, escape))
    elif getattr(value, "null", False):
        out.append("null")
    elif isinstance(value, list) and not hasattr(value, "go_json"):
        out.append("[")
        for index, item in enumerate(value):
            if index:
                out.append(",")
            _write(item, out, escape)
        out.append("]")
    elif isinstance(value, dict):
        _object(sorted(value.items(), key=_byte_order), out, escape)
    elif hasattr(value, "go_json"):
        inner = value.go_json()
        inner_escape = escape or getattr(value, "go_json_escaped", False)
        if type(inner) is dict:
            _object(inner.items(), out, inner_escape)
        else:
            _write(inner, out, inner_escape)
    else:
        out.append("null")


def _byte_order(item: tuple[Any, Any]) -> bytes:
    return str(item[0]).encode("utf-8", "surrogateescape")


def _object(items: Any, out: list[str], escape: bool) -> None:
    out.append("{")
    first = True
    for key, item in items:
        out.append(("" if first else ",") + text(str(key), escape) + ":")
        first = False
        _write(item, out, escape)
    out.append("}")


def text(value: str, escape: bool = False) -> str:
    """A JSON string."""
    plain = value.isascii() and value.isprintable() and '"' not in value and "\\" not in value
    if plain and not (escape and ("<" in value or ">" in value or "&" in value)):
        return f'"{value}"'
    return f'"{value.translate(_ESCAPED if escape else _PLAIN)}"'


def number(value: float) -> str:
    """A float64: exponents below 1e-6 and from 1e21, without Go's two-digit padding of small ones."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value)) if value or str(value)[0] != "-" else "-0"
    from pydock.render.template.printing import float_text

    size = abs(value)
    if 1e-6 <= size < 1e-4:
        return f"{value:.25f}".rstrip("0") if len(repr(value)) > 40 else _fixed(value)
    shown = float_text(value, 21)
    if "e-0" in shown:
        shown = shown.replace("e-0", "e-")
    return shown


def _fixed(value: float) -> str:
    from decimal import Decimal

    return format(Decimal(repr(value)), "f")
