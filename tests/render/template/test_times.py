"""``time.Time``."""

from __future__ import annotations

import pytest

from pydock.render.template.times import GoTime

TIME = GoTime.read("2024-05-01T15:04:05.123456Z")


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("2006-01-02T15:04:05Z07:00", "2024-05-01T15:04:05Z"),
        ("Jan _2 Mon 3:04PM", "May  1 Wed 3:04PM"),
        ("Monday, January 2", "Wednesday, May 1"),
        ("15:04:05.000", "15:04:05.123"),
        (".999999999 MST -0700", ".123456 UTC +0000"),
        ("06/1/2 03 pm -07:00", "24/5/1 03 pm +00:00"),
    ],
)
def test_layouts(layout: str, text: str) -> None:
    assert TIME.format(layout) == text


def test_methods() -> None:
    assert (TIME.go_member("Year"), TIME.go_member("Unix"), TIME.go_member("Weekday")) == (
        2024,
        1714575845,
        "Wednesday",
    )
    assert TIME.go_member("UTC").go_text() == TIME.go_text() == "2024-05-01 15:04:05.123456 +0000 UTC"
    assert GoTime.read("nonsense").go_member("IsZero")
    with pytest.raises(KeyError):
        TIME.go_member("Nope")
