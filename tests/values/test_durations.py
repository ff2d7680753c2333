"""Go durations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.values.durations import HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND, format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("0", 0),
        ("+0", 0),
        ("1ns", 1),
        ("1us", MICROSECOND),
        ("1µs", MICROSECOND),
        ("1ms", MILLISECOND),
        ("1s", SECOND),
        ("1.5h", 90 * MINUTE),
        ("1h30m", 90 * MINUTE),
        (".5s", SECOND // 2),
        ("1.s", SECOND),
        ("-5s", -5 * SECOND),
        ("1h1h", 2 * HOUR),
    ],
)
def test_parse(text: str, want: int) -> None:
    assert parse_duration(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", 'time: invalid duration ""'),
        ("-", 'time: invalid duration "-"'),
        ("10", 'time: missing unit in duration "10"'),
        ("1x", 'time: unknown unit "x" in duration "1x"'),
        (".s", 'time: invalid duration ".s"'),
        ("s", 'time: invalid duration "s"'),
        ("1h 1m", 'time: unknown unit "h " in duration "1h 1m"'),
        ("9999999h", 'time: invalid duration "9999999h"'),
    ],
)
def test_errors(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_duration(text)
    assert str(caught.value) == want


@pytest.mark.parametrize(
    ("nanoseconds", "want"),
    [
        (0, "0s"),
        (1, "1ns"),
        (1500, "1.5µs"),
        (1500 * MICROSECOND, "1.5ms"),
        (90 * SECOND, "1m30s"),
        (HOUR, "1h0m0s"),
        (90 * MINUTE + 500 * MILLISECOND, "1h30m0.5s"),
        (-SECOND, "-1s"),
    ],
)
def test_format(nanoseconds: int, want: str) -> None:
    assert format_duration(nanoseconds) == want


@given(st.integers(-(1 << 62), 1 << 62))
def test_round_trip(nanoseconds: int) -> None:
    assert parse_duration(format_duration(nanoseconds)) == nanoseconds
