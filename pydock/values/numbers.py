"""Numbers and booleans as Go's strconv reads them, with its error texts.

All functions raise ``ValueError`` with the text that follows ``flag:`` in Docker's usage errors.
"""

from __future__ import annotations

import re

_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
_FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False"})
_INTEGER = re.compile(
    r"[+-]?(?:0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0[bB]_?[01]+(?:_[01]+)*|0[oO]?_?[0-7]+(?:_[0-7]+)*"
    r"|[1-9][0-9]*(?:_[0-9]+)*|0)\Z"
)
_DIGITS = "[0-9](?:_?[0-9])*"
_FLOAT = re.compile(
    rf"[+-]?(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE][+-]?{_DIGITS})?\Z|[+-]?(?:inf|infinity|nan)\Z",
    re.IGNORECASE,
)


def parse_bool(text: str) -> bool:
    """``1 t T TRUE true True`` and their opposites."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError(f"strconv.ParseBool: parsing {quote(text)}: invalid syntax")


def parse_int(text: str, bits: int = 64) -> int:
    """A signed integer in Go's base 0: decimal, ``0x``, ``0o``, ``0b`` or a leading zero for octal."""
    if not _INTEGER.match(text):
        raise ValueError(f"strconv.ParseInt: parsing {quote(text)}: invalid syntax")
    value = _convert(text)
    if not -(1 << bits - 1) <= value < 1 << bits - 1:
        raise ValueError(f"strconv.ParseInt: parsing {quote(text)}: value out of range")
    return value


def parse_uint(text: str, bits: int = 64) -> int:
    """An unsigned integer in Go's base 0."""
    if text[:1] in ("+", "-") or not _INTEGER.match(text):
        raise ValueError(f"strconv.ParseUint: parsing {quote(text)}: invalid syntax")
    value = _convert(text)
    if value >= 1 << bits:
        raise ValueError(f"strconv.ParseUint: parsing {quote(text)}: value out of range")
    return value


def parse_float(text: str) -> float:
    """A floating point number."""
    if not _FLOAT.match(text):
        raise ValueError(f"strconv.ParseFloat: parsing {quote(text)}: invalid syntax")
    return float(text)


def parse_decimal_int(text: str, bits: int = 64, *, function: str = "ParseInt") -> int:
    """A signed decimal integer; ``function`` is the one of strconv that the error names (``ParseInt`` or ``Atoi``)."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    return _decimal(text, digits, function, -(1 << bits - 1), 1 << bits - 1)


def parse_decimal_uint(text: str, bits: int = 64, *, base: int = 10) -> int:
    """An unsigned integer of ``base`` (10 or 8) without a sign."""
    return _decimal(text, text, "ParseUint", 0, 1 << bits, base)


def reason(error: ValueError) -> str:
    """The end of a message of this module, ``invalid syntax`` or ``value out of range``: Go's inner error."""
    return str(error).rpartition(": ")[2]


def _decimal(text: str, digits: str, function: str, low: int, high: int, base: int = 10) -> int:
    allowed = "0123456789"[:base]
    if not digits or digits.strip(allowed):
        raise ValueError(f"strconv.{function}: parsing {quote(text)}: invalid syntax")
    value = int(text, base)
    if not low <= value < high:
        raise ValueError(f"strconv.{function}: parsing {quote(text)}: value out of range")
    return value


def quote(text: str) -> str:
    """Go's ``%q`` for one line of text."""
    out = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + out.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'


def _convert(text: str) -> int:
    digits = text.replace("_", "")
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    if len(digits) > 1 and digits[0] == "0" and digits[1] in "01234567":
        return sign * int(digits, 8)
    return sign * int(digits, 0)
