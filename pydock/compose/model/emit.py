"""The model as YAML and JSON, byte for byte as Compose writes it."""

from __future__ import annotations

import math
import re
from functools import cmp_to_key, lru_cache
from json.encoder import encode_basestring
from typing import Any

from pydock.compose.model.shapes import Field, Struct

_SAFE = re.compile(r"[A-Za-z/][A-Za-z0-9_./=@+-]*\Z")
_OLD_BOOLEANS = frozenset(
    [
        "y",
        "Y",
        "yes",
        "Yes",
        "YES",
        "on",
        "On",
        "ON",
        "n",
        "N",
        "no",
        "No",
        "NO",
        "off",
        "Off",
        "OFF",
        "true",
        "True",
        "TRUE",
        "false",
        "False",
        "FALSE",
        "null",
        "Null",
        "NULL",
    ]
)
_SPECIAL_FIRST = frozenset("#,[]{}&*!|>'\"%@`")
_BASE60 = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z")
_ESCAPES = {
    "\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r",
    "\x1b": "\\e", '"': '\\"', "\\": "\\\\", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF",
}  # fmt: skip


def _digits(value: float) -> tuple[str, int]:
    """The shortest digits of a positive float and its decimal exponent."""
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    shift = int(exponent or 0)
    if whole != "0":
        digits = (whole + fraction).rstrip("0")
        return digits or "0", len(whole) - 1 + shift
    digits = fraction.lstrip("0")
    return digits.rstrip("0") or "0", -(len(fraction) - len(digits)) - 1 + shift


def go_float(value: float, *, json_style: bool = False) -> str:
    """A float as Go writes it: ``%v`` has an exponent below 1e-4 and from 1e6 (JSON: 1e-6 and 1e21) on."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("+Inf" if value > 0 else "-Inf")
    sign = "-" if math.copysign(1, value) < 0 else ""
    if value == 0:
        return f"{sign}0"
    digits, power = _digits(abs(value))
    low, high = (-6, 21) if json_style else (-4, 6)
    if power < low or power >= high:
        body = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        number = str(abs(power)) if json_style and power < 0 else f"{abs(power):02d}"
        return f"{sign}{body}e{'-' if power < 0 else '+'}{number}"
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    if len(digits) <= power + 1:
        return f"{sign}{digits}{'0' * (power + 1 - len(digits))}"
    return f"{sign}{digits[: power + 1]}.{digits[power + 1 :]}"


def go_value(value: Any) -> str:
    """A scalar as Go's ``%v`` prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return go_float(value)
    return "<nil>" if value is None else str(value)


def _runs(first: str, second: str) -> int:
    """Compare two keys by Go YAML's rule: digits as numbers, letters after other signs."""
    digits = False
    for index in range(min(len(first), len(second))):
        a, b = first[index], second[index]
        if a == b:
            digits = a.isdigit()
            continue
        a_letter, b_letter = a.isalpha(), b.isalpha()
        if a_letter and b_letter:
            return -1 if a < b else 1
        if a_letter or b_letter:
            less = a_letter if digits else b_letter
            return -1 if less else 1
        a_end, b_end = index, index
        a_number = b_number = 0
        if a == "0" or b == "0":
            back = index - 1
            while back >= 0 and first[back].isdigit():
                if first[back] != "0":
                    a_number = b_number = 1
                    break
                back -= 1
        while a_end < len(first) and first[a_end].isdigit():
            a_number = a_number * 10 + int(first[a_end])
            a_end += 1
        while b_end < len(second) and second[b_end].isdigit():
            b_number = b_number * 10 + int(second[b_end])
            b_end += 1
        if a_number != b_number:
            return -1 if a_number < b_number else 1
        if a_end != b_end:
            return -1 if a_end < b_end else 1
        return -1 if a < b else 1
    return len(first) - len(second)


natural = cmp_to_key(_runs)


def _printable(char: str) -> bool:
    code = ord(char)
    return (
        0x20 <= code <= 0x7E
        or code == 0x0A
        or (0xA0 <= code <= 0xD7FF)
        or (0xE000 <= code <= 0xFFFD and code != 0xFEFF)
    )


def _resolves(text: str) -> bool:
    from pydock.compose.model.yamlload import Timestamp, scalar

    value = scalar(text)
    return not isinstance(value, str) or isinstance(value, Timestamp)


@lru_cache(maxsize=8192)
def quote(text: str) -> str:
    """One-line ``text`` as a YAML scalar: plain where it reads back as itself, else single or double quoted."""
    if _SAFE.match(text) and text not in _OLD_BOOLEANS:
        return text
    if text == "":
        return '""'
    if "\n" not in text and (text in _OLD_BOOLEANS or _resolves(text) or _BASE60.match(text)):
        return '"' + text + '"'
    if "\n" in text or not all(_printable(char) for char in text):
        return '"' + "".join(_escape(char) for char in text) + '"'
    first = text[0]
    plain = not (
        first in _SPECIAL_FIRST
        or text.startswith(("---", "..."))
        or (first in "-?:" and (len(text) == 1 or text[1] in " \t"))
        or first == " "
        or text[-1] == " "
        or text[-1] == ":"
        or ": " in text
        or " #" in text
        or "\u2028" in text
        or "\u2029" in text
    )
    return text if plain else "'" + text.replace("'", "''") + "'"


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if _printable(char):
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _literal(text: str, indent: str, out: list[str]) -> None:
    """``text`` as a block literal after what ``out`` already holds of the line."""
    header = "|"
    if text[0] in " \n":
        header += "2"
    if not text.endswith("\n"):
        header += "-"
    elif text == "\n" or text.endswith("\n\n"):
        header += "+"
    out.append(f" {header}\n" if out and not out[-1].endswith((" ", "\n")) else f"{header}\n")
    body = text[:-1] if text.endswith("\n") else text
    for line in body.split("\n"):
        out.append(f"{indent}{line}\n" if line else "\n")


class _Yaml:
    def __init__(self) -> None:
        self.out: list[str] = []

    def scalar(self, value: Any) -> str:
        if value is None:
            return "null"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return quote(value)
        if isinstance(value, float):
            if not math.isfinite(value):
                return {"+Inf": ".inf", "-Inf": "-.inf", "NaN": ".nan"}[go_float(value)]
            return go_float(value)
        return str(value)

    def items(self, value: dict[str, Any]) -> list[tuple[str, Any]]:
        if isinstance(value, Struct):
            fields = [
                (field.name, shown(value[field.name], field)) for field in value.shape.fields if field.name in value
            ]
            return fields + sorted((k, v) for k, v in value.items() if k not in value.shape.by_name)
        return [(key, value[key]) for key in sorted(value, key=natural)]

    def mapping(self, value: dict[str, Any], indent: str, *, first: bool = False) -> None:
        for key, item in self.items(value):
            lead = "" if first else indent
            first = False
            self.out.append(f"{lead}{quote(str(key))}:")
            self.after(item, indent)

    def after(self, item: Any, indent: str) -> None:
        """What follows a key's colon."""
        if isinstance(item, dict):
            if item and self.items(item):
                self.out.append("\n")
                self.mapping(item, indent + "  ")
            else:
                self.out.append(" {}\n")
        elif isinstance(item, list):
            if item:
                self.out.append("\n")
                self.sequence(item, indent + "  ")
            else:
                self.out.append(" []\n")
        elif isinstance(item, str) and "\n" in item and _blockable(item):
            _literal(item, indent + "  ", self.out)
        else:
            self.out.append(f" {self.scalar(item)}\n")

    def sequence(self, value: list[Any], indent: str, *, first: bool = False) -> None:
        for item in value:
            self.out.append(("" if first else indent) + "- ")
            first = False
            if isinstance(item, dict):
                if item and self.items(item):
                    self.mapping(item, indent + "  ", first=True)
                else:
                    self.out.append("{}\n")
            elif isinstance(item, list):
                if item:
                    self.sequence(item, indent + "  ", first=True)
                else:
                    self.out.append("[]\n")
            elif isinstance(item, str) and "\n" in item and _blockable(item):
                _literal(item, indent + "  ", self.out)
            else:
                self.out.append(f"{self.scalar(item)}\n")


def _blockable(text: str) -> bool:
    """True where a block literal can hold ``text``: printable, and no line (nor the end) with a trailing space."""
    return not text.endswith(" ") and " \n" not in text and all(_printable(char) or char == "\t" for char in text)


def shown(value: Any, field: Field) -> Any:
    """A decoded value in the form output has: sizes and modes as text, durations in Go's notation."""
    kind = field.kind.lstrip("?")
    if kind == "bytes":
        return str(value)
    if kind == "duration":
        return go_duration(value)
    if kind == "filemode":
        return f"0{value:o}"
    if kind == "ssh":
        return [name if not path else f"{name}: {path}" for name, path in sorted(value.items())]
    return value


def go_duration(nanoseconds: int) -> str:
    """Nanoseconds in Go's notation: ``1m30s``, ``1.5s``, ``1µs``, ``0s``."""
    if nanoseconds == 0:
        return "0s"
    sign, rest = ("-", -nanoseconds) if nanoseconds < 0 else ("", nanoseconds)
    if rest < 10**9:
        for unit, scale in (("ns", 1), ("µs", 10**3), ("ms", 10**6)):
            if rest < scale * 1000:
                return f"{sign}{_decimal(rest, scale)}{unit}"
    hours, rest = divmod(rest, 3600 * 10**9)
    minutes, rest = divmod(rest, 60 * 10**9)
    seconds = f"{_decimal(rest, 10**9)}s"
    if hours:
        return f"{sign}{hours}h{minutes}m{seconds}"
    return f"{sign}{minutes}m{seconds}" if minutes else f"{sign}{seconds}"


def _decimal(value: int, scale: int) -> str:
    whole, rest = divmod(value, scale)
    if not rest:
        return str(whole)
    return f"{whole}.{str(rest).rjust(len(str(scale)) - 1, '0').rstrip('0')}"


def to_yaml(document: dict[str, Any]) -> str:
    """``document`` as YAML; Structs in their shape's order, other mappings sorted."""
    writer = _Yaml()
    for key, item in document.items():
        writer.out.append(f"{quote(str(key))}:")
        writer.after(item, "")
    return "".join(writer.out)


def plain(value: Any) -> Any:
    """``value`` as Go's JSON encoder sees it: shape order and omissions for Structs, sorted keys for mappings."""
    if isinstance(value, Struct):
        result: dict[str, Any] = {}
        for field in value.shape.fields:
            if field.name in value:
                result[field.json_name] = plain(shown(value[field.name], field))
            elif field.always:
                result[field.json_name] = _zero(field.kind)
        return result
    if isinstance(value, dict):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def _zero(kind: str) -> Any:
    if kind[0].isupper():
        from pydock.compose.model.shapes import SHAPES

        return plain(Struct(SHAPES[kind]))
    return {"shell": None, "str": "", "int": 0, "bool": False, "bytes": "0"}[kind]


def _json(value: Any, out: list[str], line: str) -> None:
    """Append ``value``; ``line`` is the newline with the current indent, or "" for compact output."""
    if isinstance(value, str):
        out.append(encode_basestring(value))
    elif value is None or isinstance(value, bool):
        out.append({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, float):
        out.append(go_float(value, json_style=True))
    elif isinstance(value, (dict, list)):
        brackets = "{}" if isinstance(value, dict) else "[]"
        if not value:
            out.append(brackets)
            return
        inner = line + "  " if line else ""
        separator = brackets[0]
        for item in value.items() if isinstance(value, dict) else value:
            out.append(separator + inner)
            separator = ","
            if brackets == "{}":
                out.append(encode_basestring(item[0]) + (": " if line else ":"))
                item = item[1]
            _json(item, out, inner)
        out.append(line + brackets[1])
    else:
        out.append(str(value))


def to_json(value: Any, *, pretty: bool = True) -> str:
    """``value`` as Go's encoder writes it: two spaces of indent or none, HTML signs escaped."""
    out: list[str] = []
    _json(plain(value), out, "\n" if pretty else "")
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match.group()):04x}", "".join(out))
