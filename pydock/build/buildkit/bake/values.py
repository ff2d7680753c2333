"""HCL's values as Python's: conversion between types and the operators."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from pydock.errors import PydockError


def number(value: Any) -> int | float:
    """A number, also from its text."""
    if isinstance(value, bool) or value is None:
        raise PydockError("a number is required")
    if isinstance(value, (int, float)):
        return value
    try:
        return int(value)
    except (TypeError, ValueError):
        pass
    try:
        found = float(value)
    except (TypeError, ValueError) as error:
        raise PydockError("a number is required") from error
    return int(found) if found.is_integer() else found


def kind(value: Any) -> str:
    """The type's name as HCL has it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float)):
        return "number"
    return "string" if isinstance(value, str) else "object" if isinstance(value, dict) else "tuple"


def truth(value: Any) -> bool:
    """A boolean, also from its text."""
    if isinstance(value, bool):
        return value
    if value in ("true", "1"):
        return True
    if value in ("false", "0"):
        return False
    raise PydockError("bool required" if not isinstance(value, str) else "a bool is required")


def text(value: Any) -> str:
    """A string, also from a number or boolean."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        return str(value)
    raise PydockError("string required" if value is not None else "a null value cannot be used in a string")


def listed(value: Any) -> list[Any]:
    """A list; null is none, a single value is one of one."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return list(value)
    return list(value.values()) if isinstance(value, dict) else [value]


def entries(value: Any) -> list[tuple[Any, Any]]:
    """(key or index, value) of a collection."""
    if isinstance(value, dict):
        return sorted(value.items())
    return list(enumerate(listed(value)))


def member(value: Any, key: Any) -> Any:
    """``value[key]``."""
    try:
        if isinstance(value, dict):
            return value[text(key)]
        return value[int(number(key))]
    except KeyError as error:
        reason = f'This object does not have an attribute named "{key}".'
        raise PydockError(f"Unsupported attribute; {reason}") from error
    except (IndexError, TypeError) as error:
        reason = "The given key does not identify an element in this collection value."
        raise PydockError(f"Invalid index; {reason}") from error


def operate(operator: str, left: Any, right: Any) -> Any:
    """An arithmetic or comparing operator."""
    if operator in ("==", "!="):
        return (left == right and isinstance(left, bool) == isinstance(right, bool)) == (operator == "==")
    a, b = number(left), number(right)
    if operator in ("/", "%") and b == 0:
        return math.copysign(math.inf, a)
    if operator == "/":
        quotient = a / b
        return int(quotient) if quotient == int(quotient) else quotient
    if operator in ("+", "-", "*") and not (isinstance(a, int) and isinstance(b, int)):
        x, y = Decimal(repr(a)), Decimal(repr(b))
        return number(str(x + y if operator == "+" else x - y if operator == "-" else x * y))
    table = {"+": a + b, "-": a - b, "*": a * b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}
    return a % b if operator == "%" else table[operator]
