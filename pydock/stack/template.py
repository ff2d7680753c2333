"""``$NAME`` and ``${NAME}`` in a stack's file: an older language than that of Compose files.

A word after ``:-``, ``-``, ``:?`` or ``?`` may stand without braces too, and holds no variables of its own; there is
no ``+``. A ``$`` before anything else is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Lookup = Callable[[str], "str | None"]

_REFERENCE = r"[_a-zA-Z][_a-zA-Z0-9]*(?::?[-?][^}]*)?"
_PATTERN = re.compile(rf"\$(?:(?P<escaped>\$)|(?P<named>{_REFERENCE})|\{{(?P<braced>{_REFERENCE})\}}|)")


class Fault(ValueError):
    """The text is the template that is none, or what is said of a variable that is required."""


def substitute(template: str, lookup: Lookup) -> str:
    """``template`` with its variables replaced. Raises Fault, but not for a fault that a good variable follows."""
    fault: Fault | None = None

    def replace(match: re.Match[str]) -> str:
        nonlocal fault
        if match["escaped"]:
            return "$"
        reference = match["named"] or match["braced"]
        try:
            if not reference:
                raise Fault(template)
            value, fault = _value(reference, lookup), None
        except Fault as error:
            value, fault = "", error
        return value

    text = _PATTERN.sub(replace, template)
    if fault is not None:
        raise fault
    return text


def _value(reference: str, lookup: Lookup) -> str:
    """What stands for a reference: the operators are tried in Docker's order, wherever in it they are."""
    for operator in (":-", "-", ":?", "?"):
        name, found, word = reference.partition(operator)
        if not found:
            continue
        value = lookup(name)
        if value or (value is not None and not operator.startswith(":")):
            return value
        if operator.endswith("?"):
            raise Fault(f"required variable {name} is missing a value: {word}")
        return word
    return lookup(reference) or ""
