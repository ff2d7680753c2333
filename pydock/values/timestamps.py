"""Points in time: what ``--since`` and ``--until`` take, and how the engine and the user write them."""

from __future__ import annotations

from time import localtime

_ZONED = ("2006-01-02T15Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00")
_LOCAL = ("2006-01-02T15", "2006-01-02T15:04", "2006-01-02T15:04:05")
_ELEMENTS = ("2006", "01", "02", "15", "04", "05", "Z07:00", ".999999999")


def engine_timestamp(text: str, now: float) -> str:
    """``text`` as the engine takes it: Unix seconds, with nanoseconds after a point where ``text`` names a date.

    Forms: a Go duration before ``now`` (``10m``, ``1h30m``), a Unix time with or without nanoseconds, RFC 3339,
    and its shortened forms without a zone, which are local time. ValueError for anything else.
    """
    from pydock.values.durations import parse_duration

    if text != "0":
        try:
            return str(int((round(now * 1_000_000_000) - parse_duration(text)) // 1_000_000_000))
        except ValueError:
            pass
    local = not (any(mark in text for mark in "zZ+") or text.count("-") == 3)
    try:
        return _parse(_layout(text, local), text, localtime(now).tm_gmtoff)
    except ValueError:
        if "-" in text:
            raise
    parts = text.split(".", 1)
    if not all(part.lstrip("+-").isdigit() and part.isascii() for part in parts):
        raise ValueError(f'failed to parse value as time or duration: "{text}"')
    return text


def rfc3339_nano(nanoseconds: int) -> str:
    """A Unix time in nanoseconds as local RFC 3339 with all nine digits."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    moment = localtime(seconds)
    offset = moment.tm_gmtoff // 60
    zone = "Z" if offset == 0 else f"{'+' if offset > 0 else '-'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    date = f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}"
    return f"{date}T{moment.tm_hour:02}:{moment.tm_min:02}:{moment.tm_sec:02}.{rest:09}{zone}"


def _layout(text: str, local: bool) -> str:
    if "." in text:
        return "2006-01-02T15:04:05.999999999" + ("" if local else "Z07:00")
    if "T" not in text:
        return "2006-01-02" if local else "2006-01-02Z07:00"
    colons = text.count(":")
    if not local and not any(mark in text for mark in "zZ") and colons > 0:
        colons -= 1
    return (_LOCAL if local else _ZONED)[min(colons, 2)]


def _parse(layout: str, text: str, offset: int) -> str:
    """``text`` by a Go time layout, as ``SECONDS.NANOSECONDS``; errors are Go's. ``offset``: the zone in seconds."""
    from calendar import monthrange, timegm

    found = {"2006": 1, "01": 1, "02": 1, "15": 0, "04": 0, "05": 0}
    limits = {"01": ("month", 1, 12), "15": ("hour", 0, 23), "04": ("minute", 0, 59), "05": ("second", 0, 59)}
    rest, left, nanoseconds = text, layout, 0

    def fail(element: str) -> ValueError:
        return ValueError(f'parsing time "{text}" as "{layout}": cannot parse "{rest}" as "{element}"')

    while left:
        element = next((item for item in _ELEMENTS if left.startswith(item)), left[0])
        left = left[len(element) :]
        if element in found:
            digits = _digits(rest, 4 if element == "2006" else 2)
            if len(digits) < (1 if element == "15" else len(element)):
                raise fail(element)
            found[element] = int(digits)
            rest = rest[len(digits) :]
            if element in limits:
                name, low, high = limits[element]
                if not low <= found[element] <= high:
                    raise ValueError(f'parsing time "{text}": {name} out of range')
            if element == "05" and not left.startswith("."):
                nanoseconds, rest = _fraction(rest)
        elif element == ".999999999":
            nanoseconds, rest = _fraction(rest)
        elif element == "Z07:00":
            if rest[:1] == "Z":
                offset, rest = 0, rest[1:]
            elif rest[:1] in ("+", "-") and rest[3:4] == ":" and rest[1:3].isdigit() and rest[4:6].isdigit():
                offset = (int(rest[1:3]) * 3600 + int(rest[4:6]) * 60) * (1 if rest[0] == "+" else -1)
                rest = rest[6:]
            else:
                raise fail(element)
        elif rest.startswith(element):
            rest = rest[1:]
        else:
            raise fail(element)
    if rest:
        raise ValueError(f'parsing time "{text}": extra text: "{rest}"')
    year, month, day = found["2006"], found["01"], found["02"]
    if not 1 <= day <= monthrange(year or 4, month)[1]:
        raise ValueError(f'parsing time "{text}": day out of range')
    seconds = timegm((year, month, day, found["15"], found["04"], found["05"], 0, 0, 0)) - offset
    return f"{seconds}.{nanoseconds:09}"


def _digits(text: str, most: int) -> str:
    count = 0
    while count < min(most, len(text)) and text[count] in "0123456789":
        count += 1
    return text[:count]


def _fraction(text: str) -> tuple[int, str]:
    """The nanoseconds of an optional fraction at the start of ``text``, and what follows it."""
    digits = _digits(text[1:], len(text)) if text[:1] in (".", ",") else ""
    return int(digits[:9].ljust(9, "0")) if digits else 0, text[1 + len(digits) :] if digits else text
