"""Points in time as users write them and as the engine takes them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from pydock.values.timestamps import engine_timestamp, rfc3339_nano

NOW = 1_700_000_000.25


@pytest.fixture(autouse=True)
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "EST5")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("0", "0"),
        ("1", "1"),
        ("1136073600.000000001", "1136073600.000000001"),
        ("10m", "1699999400"),
        ("-2s", "1700000002"),
        ("1h30m", "1699994600"),
        ("2024-01-01T00:00:00Z", "1704067200.000000000"),
        ("2024-01-01T00:00:00.5Z", "1704067200.500000000"),
        ("2024-01-01T00:00:00+01:00", "1704063600.000000000"),
        ("2024-01-01T00:00-02:30", "1704076200.000000000"),
        ("2024-01-01T00Z", "1704067200.000000000"),
        ("2024-01-01Z", "1704067200.000000000"),
        ("2024-01-01", "1704085200.000000000"),
        ("2024-01-01T1", "1704088800.000000000"),
        ("2024-01-01T01:02", "1704088920.000000000"),
        ("2024-01-01T01:02:03", "1704088923.000000000"),
        ("2024-01-01T01:02:03.123456789", "1704088923.123456789"),
    ],
)
def test_forms(text: str, want: str) -> None:
    assert engine_timestamp(text, NOW) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("bogus", 'failed to parse value as time or duration: "bogus"'),
        ("1.x", 'failed to parse value as time or duration: "1.x"'),
        ("2024-13-01", 'parsing time "2024-13-01": month out of range'),
        ("2023-02-29", 'parsing time "2023-02-29": day out of range'),
        ("2024-01-01T25:00", 'parsing time "2024-01-01T25:00": hour out of range'),
        ("2024-1-01", 'parsing time "2024-1-01" as "2006-01-02": cannot parse "1-01" as "01"'),
        ("2024-01-01x", 'parsing time "2024-01-01x": extra text: "x"'),
        ("a-b", 'parsing time "a-b" as "2006-01-02": cannot parse "a-b" as "2006"'),
    ],
)
def test_errors_are_go_s(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        engine_timestamp(text, NOW)
    assert str(caught.value) == want


def test_local_time_with_nanoseconds() -> None:
    assert rfc3339_nano(1_700_000_000_000_000_042) == "2023-11-14T17:13:20.000000042-05:00"
