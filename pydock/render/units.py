"""Sizes, durations and dates as Docker prints them.

Pure functions of numbers and strings. Times are handled by hand: ``datetime`` costs more to import than a
whole table takes to print, and keeps microseconds where the engine sends nanoseconds.
"""

from __future__ import annotations

import time
from typing import NamedTuple

_DECIMAL = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")
_BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB")

SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE


def human_size(size: float, precision: int = 4) -> str:
    """``size`` bytes in powers of 1000, ``precision`` significant digits: ``4.27MB``."""
    return _scaled(size, 1000.0, _DECIMAL, precision)


def bytes_size(size: float, precision: int = 4) -> str:
    """``size`` bytes in powers of 1024, ``precision`` significant digits: ``1.944MiB``."""
    return _scaled(size, 1024.0, _BINARY, precision)


def _scaled(size: float, base: float, names: tuple[str, ...], precision: int) -> str:
    power = 0
    while size >= base and power < len(names) - 1:
        size /= base
        power += 1
    return f"{size:.{precision}g}{names[power]}"


def human_duration(seconds: float) -> str:
    """A length of time in words: ``Less than a second``, ``About an hour``, ``3 weeks``."""
    whole = int(seconds)
    if whole < 1:
        return "Less than a second"
    if whole == 1:
        return "1 second"
    if whole < 60:
        return f"{whole} seconds"
    minutes = int(seconds / 60)
    if minutes == 1:
        return "About a minute"
    if minutes < 60:
        return f"{minutes} minutes"
    hours = int(seconds / 3600 + 0.5)
    if hours == 1:
        return "About an hour"
    if hours < 48:
        return f"{hours} hours"
    if hours < 24 * 7 * 2:
        return f"{hours // 24} days"
    if hours < 24 * 30 * 2:
        return f"{hours // 24 // 7} weeks"
    if hours < 24 * 365 * 2:
        return f"{hours // 24 // 30} months"
    return f"{int(seconds / 3600) // 24 // 365} years"


def go_duration(nanoseconds: int) -> str:
    """A duration in Go's notation: ``1h2m3.5s``, ``1.5ms``, ``0s``."""
    if nanoseconds == 0:
        return "0s"
    sign = "-" if nanoseconds < 0 else ""
    n = abs(nanoseconds)
    if n < SECOND:
        for unit, scale in (("ms", 1_000_000), ("µs", 1_000), ("ns", 1)):
            if n >= scale:
                return f"{sign}{_fraction(n, scale)}{unit}"
    hours, rest = divmod(n, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    text = f"{_fraction(rest, SECOND)}s"
    if hours or minutes:
        text = f"{minutes}m{text}"
    if hours:
        text = f"{hours}h{text}"
    return sign + text


def _fraction(n: int, scale: int) -> str:
    whole, rest = divmod(n, scale)
    if not rest:
        return str(whole)
    digits = len(str(scale)) - 1
    return f"{whole}.{rest:0{digits}d}".rstrip("0")


class Moment(NamedTuple):
    """An instant with the zone it was written in: ``zone`` is ``UTC``, a local name, or ``""`` for a bare offset."""

    seconds: int
    nanoseconds: int = 0
    offset: int = 0
    zone: str = "UTC"

    def __str__(self) -> str:
        return self.text()

    def text(self, *, fraction: bool = True) -> str:
        """Go's default form of a time: ``2024-05-01 10:20:30.5 +0200 CEST``."""
        clock = civil(self.seconds + self.offset)
        dot = f".{self.nanoseconds:09d}".rstrip("0") if fraction and self.nanoseconds else ""
        offset = _offset(self.offset, "")
        return f"{clock[0]:04d}-{clock[1]:02d}-{clock[2]:02d} {clock_text(clock)}{dot} {offset} {self.zone or offset}"

    def rfc3339(self, *, fraction: bool = True) -> str:
        """``2024-05-01T10:20:30.5+02:00``, with Go's trimmed nanoseconds (or none)."""
        clock = civil(self.seconds + self.offset)
        dot = f".{self.nanoseconds:09d}".rstrip("0") if fraction and self.nanoseconds else ""
        tail = _offset(self.offset, ":") if self.offset else "Z"
        return f"{clock[0]:04d}-{clock[1]:02d}-{clock[2]:02d}T{clock_text(clock)}{dot}{tail}"

    def local(self) -> Moment:
        """The same instant in this machine's zone."""
        return local_moment(self.seconds, self.nanoseconds)


ZERO = Moment(-62135596800)


def local_moment(seconds: int, nanoseconds: int = 0) -> Moment:
    """An instant in this machine's zone (``TZ``)."""
    try:
        there = time.localtime(seconds)
    except (OverflowError, ValueError, OSError):
        return Moment(seconds, nanoseconds)
    return Moment(seconds, nanoseconds, there.tm_gmtoff, there.tm_zone)


def parse_time(text: str) -> Moment:
    """Read RFC 3339 (``2024-05-01T10:20:30.123456789Z``). ValueError where it is not."""
    if len(text) < 20 or text[4] != "-" or text[7] != "-" or text[10] not in "Tt" or text[13] != ":" or text[16] != ":":
        raise ValueError(f"not a time: {text}")
    year, month, day = int(text[0:4]), int(text[5:7]), int(text[8:10])
    hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
    end = 19
    nanoseconds = 0
    if text[end] == ".":
        end += 1
        start = end
        while end < len(text) and text[end].isdigit():
            end += 1
        nanoseconds = int(text[start:end][:9].ljust(9, "0"))
    tail = text[end:]
    offset = 0
    zone = "UTC"
    if tail not in ("Z", "z"):
        if len(tail) != 6 or tail[0] not in "+-" or tail[3] != ":":
            raise ValueError(f"not a time: {text}")
        offset = (int(tail[1:3]) * 60 + int(tail[4:6])) * 60
        if tail[0] == "-":
            offset = -offset
        zone = ""
    seconds = days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
    if not zone:
        here = local_moment(seconds)
        zone = here.zone if here.offset == offset else ("UTC" if not offset else "")
    return Moment(seconds, nanoseconds, offset, zone)


def days(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the Gregorian calendar."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def civil(seconds: int) -> tuple[int, int, int, int, int, int]:
    """Year, month, day, hour, minute, second of an instant in UTC; right for any year, unlike ``gmtime``."""
    whole, rest = divmod(seconds, 86400)
    whole += 719468
    era, of_era = divmod(whole, 146097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + (3 if shifted < 10 else -9)
    return year + era * 400 + (month <= 2), month, day, rest // 3600, rest // 60 % 60, rest % 60


def clock_text(clock: tuple[int, int, int, int, int, int]) -> str:
    """``HH:MM:SS`` of what :func:`civil` gives."""
    return f"{clock[3]:02d}:{clock[4]:02d}:{clock[5]:02d}"


def _offset(offset: int, colon: str) -> str:
    sign = "-" if offset < 0 else "+"
    minutes = abs(offset) // 60
    return f"{sign}{minutes // 60:02d}{colon}{minutes % 60:02d}"


def ago(seconds: float) -> str:
    """``3 hours ago``."""
    return human_duration(seconds) + " ago"
