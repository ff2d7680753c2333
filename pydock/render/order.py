"""The order that ``--sort`` means: numbers and sizes by value, text as people read it."""

from __future__ import annotations

import re
from typing import Any

_SIZES = {"": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 2**10, "mib": 2**20, "gib": 2**30}
_AGES = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000, "year": 31536000}
_AGE = re.compile(r"(?:up )?(?:about )?(\d+|an?|less than a) (second|minute|hour|day|week|month|year)", re.IGNORECASE)
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?) ?([kKMGT]?i?B|%)?(?![\w.])")


def natural(value: Any) -> tuple[int, float, str]:
    """A key that compares cells: quantities first, by size, then everything else by its text."""
    if isinstance(value, (int, float)):
        return 0, float(value), ""
    text = str(value)
    age = _AGE.match(text)
    if age:
        count = float(age[1]) if age[1].isdigit() else 0.5 if age[1].lower().startswith("less") else 1.0
        return 0, count * _AGES[age[2].lower()], text
    number = _NUMBER.match(text)
    if number:
        unit = (number[2] or "").lower()
        return 0, float(number[1]) * (1 if unit == "%" else _SIZES.get(unit, 1)), text
    return 1, 0.0, text.casefold()
