"""``--ulimit``."""

from __future__ import annotations

import pytest

from pydock.values.ulimits import by_name, parse_ulimit


@pytest.mark.parametrize(
    ("text", "soft", "hard"),
    [
        ("nofile=1024", 1024, 1024),
        ("nofile=1:2", 1, 2),
        ("nofile=-1", -1, -1),
        ("nofile=5:-1", 5, -1),
        ("nofile=+3", 3, 3),
    ],
)
def test_parse(text: str, soft: int, hard: int) -> None:
    assert parse_ulimit(text) == {"Name": "nofile", "Hard": hard, "Soft": soft}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("nofile", "invalid ulimit argument: nofile"),
        ("bogus=1", "invalid ulimit type: bogus"),
        ("nofile=", 'strconv.ParseInt: parsing "": invalid syntax'),
        ("nofile=1:x", 'strconv.ParseInt: parsing "x": invalid syntax'),
        ("nofile=99999999999999999999", 'strconv.ParseInt: parsing "99999999999999999999": value out of range'),
        ("nofile=1:2:3", "too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`"),
        ("nofile=10:5", "ulimit soft limit must be less than or equal to hard limit: 10 > 5"),
        (
            "nofile=-1:5",
            "ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: 5",
        ),
    ],
)
def test_errors(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_ulimit(text)
    assert str(caught.value) == want


def test_by_name() -> None:
    limits = [parse_ulimit(text) for text in ("nproc=1", "core=0", "nproc=2")]
    assert [(limit["Name"], limit["Hard"]) for limit in by_name(limits)] == [("core", 0), ("nproc", 2)]
