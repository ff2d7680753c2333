"""Lengths of time as Go writes them (``1h30m``, ``500ms``), held as whole nanoseconds."""

from __future__ import annotations

from pydock.values.numbers import quote

NANOSECOND = 1
MICROSECOND = 1_000
MILLISECOND = 1_000_000
SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

_UNITS = {
    "ns": NANOSECOND,
    "us": MICROSECOND,
    "µs": MICROSECOND,
    "μs": MICROSECOND,
    "ms": MILLISECOND,
    "s": SECOND,
    "m": MINUTE,
    "h": HOUR,
}
_LIMIT = 1 << 63


def parse_duration(text: str) -> int:
    """Nanoseconds of a Go duration: a sign, then numbers with a unit each; ``0`` needs none."""
    rest = text
    negative = rest[:1] == "-"
    if rest[:1] in ("-", "+"):
        rest = rest[1:]
    if rest == "0":
        return 0
    if not rest:
        raise _invalid(text)
    total = 0
    while rest:
        amount, rest = _term(rest, text)
        total += amount
        if total > _LIMIT:
            raise _invalid(text)
    if not negative and total == _LIMIT:
        raise _invalid(text)
    return -total if negative else total


def _term(rest: str, text: str) -> tuple[int, str]:
    """The first number with its unit, in nanoseconds, and what follows."""
    end = _digits(rest, 0)
    whole, fraction = rest[:end], ""
    if rest[end : end + 1] == ".":
        stop = _digits(rest, end + 1)
        fraction, end = rest[end + 1 : stop], stop
    if not whole and not fraction:
        raise _invalid(text)
    stop = end
    while stop < len(rest) and rest[stop] != "." and not _is_digit(rest[stop]):
        stop += 1
    unit = rest[end:stop]
    if not unit:
        raise ValueError(f"time: missing unit in duration {quote(text)}")
    if unit not in _UNITS:
        raise ValueError(f"time: unknown unit {quote(unit)} in duration {quote(text)}")
    scale = _UNITS[unit]
    amount = int(whole or "0") * scale
    if fraction:
        amount += int(fraction) * scale // 10 ** len(fraction)
    return amount, rest[stop:]


def _digits(text: str, start: int) -> int:
    while start < len(text) and _is_digit(text[start]):
        start += 1
    return start


def _is_digit(character: str) -> bool:
    return "0" <= character <= "9"


def _invalid(text: str) -> ValueError:
    return ValueError(f"time: invalid duration {quote(text)}")


def format_duration(nanoseconds: int) -> str:
    """As Go prints it: ``1h30m0s``, ``1.5s``, ``250ms``, ``0s``."""
    sign = "-" if nanoseconds < 0 else ""
    size = abs(nanoseconds)
    if size == 0:
        return "0s"
    if size < SECOND:
        for unit, scale in (("ms", MILLISECOND), ("µs", MICROSECOND), ("ns", NANOSECOND)):
            if size >= scale:
                return f"{sign}{_decimal(size, scale)}{unit}"
    hours, rest = divmod(size, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds = f"{_decimal(rest, SECOND)}s"
    if hours:
        return f"{sign}{hours}h{minutes}m{seconds}"
    if minutes:
        return f"{sign}{minutes}m{seconds}"
    return sign + seconds


def _decimal(size: int, scale: int) -> str:
    """``size / scale`` without trailing zeros."""
    whole, rest = divmod(size, scale)
    if not rest:
        return str(whole)
    return f"{whole}.{rest:0{len(str(scale)) - 1}d}".rstrip("0")
