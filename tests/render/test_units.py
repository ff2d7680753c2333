"""Sizes, durations and dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.render import units


@pytest.mark.parametrize(
    ("size", "precision", "text"),
    [
        (0, 3, "0B"), (1, 3, "1B"), (999, 3, "999B"), (1000, 3, "1kB"), (1023, 3, "1.02kB"), (999949, 3, "1e+03kB"),
        (1982717, 3, "1.98MB"), (1982717, 4, "1.983MB"), (9876543210, 4, "9.877GB"), (1e30, 4, "1e+06YB"),
    ],
)  # fmt: skip
def test_human_size(size: float, precision: int, text: str) -> None:
    assert units.human_size(size, precision) == text


def test_bytes_size() -> None:
    assert units.bytes_size(64 * 1024 * 1024) == "64MiB"
    assert units.bytes_size(1536) == "1.5KiB"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "Less than a second"), (0.9, "Less than a second"), (1, "1 second"), (59.9, "59 seconds"),
        (60, "About a minute"), (119, "About a minute"), (120, "2 minutes"), (3599, "59 minutes"),
        (3600, "About an hour"), (5399, "About an hour"), (5400, "2 hours"), (47 * 3600, "47 hours"),
        (48 * 3600, "2 days"), (13 * 86400, "13 days"), (14 * 86400, "2 weeks"), (60 * 86400, "2 months"),
        (729 * 86400, "24 months"), (730 * 86400, "2 years"),
    ],
)  # fmt: skip
def test_human_duration(seconds: float, text: str) -> None:
    assert units.human_duration(seconds) == text
    assert units.ago(seconds) == text + " ago"


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0s"), (1, "1ns"), (1500, "1.5µs"), (1_500_000, "1.5ms"), (1_500_000_000, "1.5s"),
        (5_400_000_000_000, "1h30m0s"), (-90_000_000_000, "-1m30s"),
    ],
)  # fmt: skip
def test_go_duration(nanoseconds: int, text: str) -> None:
    assert units.go_duration(nanoseconds) == text


@given(st.datetimes(datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31)))
def test_the_calendar_is_that_of_datetime(moment: datetime.datetime) -> None:
    seconds = units.days(moment.year, moment.month, moment.day) * 86400
    assert units.civil(seconds) == (moment.year, moment.month, moment.day, 0, 0, 0)
    assert seconds == (moment.date() - datetime.date(1970, 1, 1)).days * 86400


@pytest.mark.parametrize(
    "text", ["2024-05-01T10:20:30Z", "2024-05-01T10:20:30.123456789Z", "2024-05-01T10:20:30.5+02:00"]
)
def test_times_read_back(text: str) -> None:
    assert units.parse_time(text).rfc3339() == text


def test_times_print_as_go_prints_them() -> None:
    assert units.parse_time("2024-05-01T10:20:30.50Z").text() == "2024-05-01 10:20:30.5 +0000 UTC"
    assert units.parse_time("2024-05-01T10:20:30-07:00").text() == "2024-05-01 10:20:30 -0700 -0700"
    assert units.ZERO.text() == "0001-01-01 00:00:00 +0000 UTC"


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-05-01 10:20:30", "2024-05-01T10:20:30", "2024-05-01T10:20:30+2"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        units.parse_time(text)
