"""Number constants of the template language: Go's ideal constants."""

from __future__ import annotations

from pydock.render.template.quoting import quote, unquote


def parse_number(text: str, kind: str) -> tuple[int | float | complex, int | None]:
    """The constant's own value, and its value as an int where it has one. ValueError with Go's text."""
    if kind == "charconstant":
        try:
            char = unquote(text)
        except ValueError:
            char = ""
        if len(char) != 1:
            raise ValueError(f"malformed character constant: {text}")
        return ord(char), ord(char)
    if kind == "complex" or text.endswith("i"):
        number = _complex(text)
        whole = number.imag == 0 and number.real.is_integer()
        return number, int(number.real) if whole else None
    negative = text.startswith("-")
    body = text[1:] if text[:1] in ("+", "-") else text
    whole_value = _integer(body)
    if whole_value is not None:
        value = -whole_value if negative else whole_value
        if not -(1 << 63) <= value < (1 << 64):
            raise ValueError(f"integer overflow: {quote(text)}") if _looks_whole(text) else _bad(text)
        return value, value
    number_value = _float(body)
    if number_value is None:
        raise _bad(text)
    if negative:
        number_value = -number_value
    if _looks_whole(text):
        raise ValueError(f"integer overflow: {quote(text)}")
    whole_number = int(number_value) if number_value.is_integer() and abs(number_value) < 2**63 else None
    return number_value, whole_number


def _bad(text: str) -> ValueError:
    return ValueError(f"illegal number syntax: {quote(text)}")


def _looks_whole(text: str) -> bool:
    return not any(c in text for c in ".eEpP")


def _integer(body: str) -> int | None:
    """Go's ParseInt with base 0: prefixes, single underscores between digits, a leading 0 is octal."""
    try:
        if body.isdigit() and len(body) > 1 and body[0] == "0":
            return int(body, 8)
        if body[:1] == "0" and len(body) > 1 and body[1] == "_" and body.replace("_", "").isdigit():
            return int(body, 8)
        return int(body, 0)
    except ValueError:
        return None


def _float(body: str) -> float | None:
    try:
        if body[:2].lower() == "0x":
            return float.fromhex(body) if "p" in body.lower() and "_" not in body else None
        value = float(body) if "_" not in body else None
        return None if value in (float("inf"), float("-inf")) else value
    except (ValueError, OverflowError):
        return None


def _complex(text: str) -> complex:
    try:
        return complex(text.replace("i", "j"))
    except ValueError:
        raise _bad(text) from None
