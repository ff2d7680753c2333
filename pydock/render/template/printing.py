"""Go's ``%v``, ``%+v`` and ``%#v`` of a value, and ``print``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.render.template.iterate import key_order
from pydock.render.template.quoting import quote
from pydock.render.template.values import GoInt, Nil, Number, Pointer, go_type, is_null

ADDRESS = "0xc000010000"
Leaf = Callable[[Any], str]


def address_text(_: Any) -> str:
    """``%v`` of a pointer within another value: never what it points to."""
    return ADDRESS


def printed(value: Any) -> str:
    """What ``{{value}}`` writes: pointers are followed, no value at all is ``<no value>``."""
    if value is None:
        return "<no value>"
    return plain(value, follow=True)


def plain(value: Any, *, follow: bool = False, plus: bool = False, depth: int = 0) -> str:
    """``%v``; ``plus``: with field names, ``%+v``. ``follow``: a pointer to a struct shows the struct."""
    return nested(value, leaf_text, follow=follow, plus=plus, depth=depth)


def leaf_text(value: Any) -> str:
    """``%v`` of something without parts."""
    if isinstance(value, str):
        return str(value)
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, GoInt):
        return value.go_text()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, complex):
        return f"({float_text(value.real)}{'' if _negative(value.imag) else '+'}{float_text(value.imag)}i)"
    if value is None or isinstance(value, Nil):
        return "<nil>"
    if isinstance(value, Pointer):
        return ADDRESS
    text = getattr(value, "go_text", None)
    return text() if text is not None else f"&{{{go_type(value)}}}"


def _negative(number: float) -> bool:
    return str(number).startswith("-")


def nested(
    value: Any, leaf: Leaf, *, follow: bool = False, plus: bool = False, depth: int = 0, address: Leaf = address_text
) -> str:
    """The shape of ``%v`` with ``leaf`` for what has no parts, ``address`` for pointers within."""

    def inner(part: Any) -> str:
        return nested(part, leaf, plus=plus, depth=depth + 1, address=address)

    if isinstance(value, list):
        return "[" + " ".join([inner(item) for item in value]) + "]"
    if isinstance(value, dict):
        parts = [inner(key) + ":" + inner(value[key]) for key in sorted(value, key=key_order)]
        return "map[" + " ".join(parts) + "]"
    if hasattr(value, "go_text"):
        return leaf(value)
    pointer = getattr(value, "go_pointer", False) and not follow
    if pointer and depth > 0:
        return address(value)
    items = getattr(value, "go_items", None)
    if items is None:
        return leaf(value)
    parts = [(f"{name}:" if plus else "") + inner(item) for name, item in items()]
    return ("&" if pointer else "") + "{" + " ".join(parts) + "}"


def source(value: Any, *, depth: int = 0) -> str:
    """``%#v``: the value as Go source."""
    if value is None:
        return "interface {}(nil)" if depth else "<nil>"
    kind = go_type(value)
    if isinstance(value, str):
        return quote(value)
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return hex(value) if getattr(value, "go_unsigned", False) else int.__repr__(value)
    if isinstance(value, (float, complex)):
        return leaf_text(value)
    if isinstance(value, Nil):
        return f"({kind})(nil)"
    if is_null(value):
        return f"{kind}(nil)"
    if isinstance(value, list):
        return kind + "{" + ", ".join([source(item, depth=depth + 1) for item in value]) + "}"
    if isinstance(value, dict):
        parts = [
            f"{source(key, depth=depth + 1)}:{source(value[key], depth=depth + 1)}"
            for key in sorted(value, key=key_order)
        ]
        return kind + "{" + ", ".join(parts) + "}"
    if depth and getattr(value, "go_pointer", False):
        return f"({kind})({ADDRESS})"
    items = getattr(value, "go_items", None)
    if items is None:
        return value.go_source() if hasattr(value, "go_source") else leaf_text(value)
    inner = ", ".join([f"{name}:{source(item, depth=depth + 1)}" for name, item in items()])
    return kind.replace("*", "&", 1) + "{" + inner + "}"


def float_text(number: float, limit: int = 6) -> str:
    """``%v`` of a float: the shortest digits that read back, an exponent below 1e-4 and from 10 to ``limit``.

    Go's rule for ``%v`` raises the limit to 21 for numbers that have that many digits.
    """
    if number != number:
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "+Inf" if number > 0 else "-Inf"
    digits, exponent = _shortest(number)
    sign = "-" if _negative(number) else ""
    if exponent < -4 or exponent >= limit:
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        return f"{sign}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    if len(digits) <= exponent + 1:
        return sign + digits.ljust(exponent + 1, "0")
    return f"{sign}{digits[: exponent + 1]}.{digits[exponent + 1 :]}"


def _shortest(number: float) -> tuple[str, int]:
    """The shortest decimal digits, and the power of ten of the first."""
    if number == 0:
        return "0", 0
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = whole + fraction
    power = len(whole) - 1 + int(exponent or 0)
    stripped = digits.lstrip("0")
    power -= len(digits) - len(stripped)
    return stripped.rstrip("0") or "0", power


def sprint(*values: Any, follow: bool = False) -> str:
    """``print``: a space between neighbours of which neither is a string. ``follow``: pointers are followed."""
    out = []
    for index, value in enumerate(values):
        if index and not (_is_string(value) or _is_string(values[index - 1])):
            out.append(" ")
        out.append(plain(value, follow=follow))
    return "".join(out)


def sprintln(*values: Any) -> str:
    """``println``: a space between all, and a newline."""
    return " ".join([plain(value) for value in values]) + "\n"


def _is_string(value: Any) -> bool:
    return isinstance(value, (str, Number))
