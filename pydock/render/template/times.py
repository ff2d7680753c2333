"""``time.Time`` in templates."""

from __future__ import annotations

from typing import Any

from pydock.render.units import ZERO, Moment, civil, parse_time

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LAYOUT = (
    ("2006", lambda c, m: f"{c[0]:04d}"),
    ("January", lambda c, m: _MONTHS[c[1] - 1]),
    ("Monday", lambda c, m: _weekday(m)),
    ("Mon", lambda c, m: _weekday(m)[:3]),
    ("Jan", lambda c, m: _MONTHS[c[1] - 1][:3]),
    ("01", lambda c, m: f"{c[1]:02d}"),
    ("02", lambda c, m: f"{c[2]:02d}"),
    ("15", lambda c, m: f"{c[3]:02d}"),
    ("03", lambda c, m: f"{c[3] % 12 or 12:02d}"),
    ("04", lambda c, m: f"{c[4]:02d}"),
    ("05", lambda c, m: f"{c[5]:02d}"),
    ("PM", lambda c, m: "PM" if c[3] >= 12 else "AM"),
    ("pm", lambda c, m: "pm" if c[3] >= 12 else "am"),
    ("_2006", lambda c, m: f"_{c[0]:04d}"),
    ("_2", lambda c, m: f"{c[2]:2d}"),
    ("-07:00", lambda c, m: m.text().split(" ")[2][:3] + ":" + m.text().split(" ")[2][3:]),
    ("Z07:00", lambda c, m: m.rfc3339(fraction=False)[19:]),
    ("-0700", lambda c, m: m.text().split(" ")[2]),
    ("MST", lambda c, m: m.text().split(" ")[3]),
    ("06", lambda c, m: f"{c[0] % 100:02d}"),
    ("2", lambda c, m: str(c[2])),
    ("3", lambda c, m: str(c[3] % 12 or 12)),
    ("1", lambda c, m: str(c[1])),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekday(moment: Moment) -> str:
    return _DAYS[((moment.seconds + moment.offset) // 86400 + 3) % 7]


class GoTime:
    """An instant; prints in Go's default form, marshals as RFC 3339."""

    __slots__ = ("moment",)
    go_type = "time.Time"

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    @classmethod
    def read(cls, raw: Any) -> GoTime:
        """From JSON: RFC 3339, or the zero time."""
        if isinstance(raw, str):
            try:
                return cls(parse_time(raw))
            except (ValueError, IndexError):
                pass
        return cls(ZERO)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GoTime) and self.moment == other.moment

    def __hash__(self) -> int:
        return hash(self.moment)

    def go_text(self) -> str:
        return self.moment.text()

    def go_source(self) -> str:
        """``%#v``: the call that makes it."""
        moment = self.moment
        year, month, *rest = civil(moment.seconds + moment.offset)
        numbers = ", ".join([str(number) for number in (*rest, moment.nanoseconds)])
        zone = "UTC" if moment.zone == "UTC" else "Local"
        return f"time.Date({year}, time.{_MONTHS[month - 1]}, {numbers}, time.{zone})"

    def go_json(self) -> str:
        return self.moment.rfc3339()

    def go_members(self) -> list[str]:
        return [
            "Day",
            "Format",
            "Hour",
            "IsZero",
            "Local",
            "Minute",
            "Month",
            "Second",
            "String",
            "UTC",
            "Unix",
            "Year",
        ]

    def go_member(self, name: str) -> Any:
        """The methods of a time that take nothing, and ``Format``."""
        moment = self.moment
        clock = civil(moment.seconds + moment.offset)
        if name == "Format":
            return self.format
        if name == "UTC":
            return GoTime(moment._replace(offset=0, zone="UTC"))
        if name == "Local":
            return GoTime(moment.local())
        values = {
            "String": moment.text(),
            "Unix": moment.seconds,
            "UnixNano": moment.seconds * 1_000_000_000 + moment.nanoseconds,
            "UnixMilli": moment.seconds * 1000 + moment.nanoseconds // 1_000_000,
            "Nanosecond": moment.nanoseconds,
            "IsZero": (moment.seconds, moment.nanoseconds) == (ZERO.seconds, 0),
            "Weekday": _weekday(moment),
            "Month": _MONTHS[clock[1] - 1],
            **dict(zip(("Year", "Day", "Hour", "Minute", "Second"), (clock[0], *clock[2:]), strict=True)),
        }
        return values[name]

    def format(self, layout: str) -> str:
        """Go's reference-time layouts, without fractions of a second beyond ``.000`` and ``.999`` runs."""
        moment = self.moment
        clock = civil(moment.seconds + moment.offset)
        out = []
        at = 0
        while at < len(layout):
            if layout[at] == "." and layout[at + 1 : at + 2] in ("0", "9"):
                end = at + 1
                while layout[end : end + 1] == layout[at + 1]:
                    end += 1
                digits = f"{moment.nanoseconds:09d}"[: end - at - 1]
                if layout[at + 1] == "9":
                    digits = digits.rstrip("0")
                out.append("." + digits if digits else "")
                at = end
                continue
            for mark, text in _LAYOUT:
                if layout.startswith(mark, at):
                    out.append(text(clock, moment))
                    at += len(mark)
                    break
            else:
                out.append(layout[at])
                at += 1
        return "".join(out)
