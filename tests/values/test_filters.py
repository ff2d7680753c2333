"""``--filter`` values."""

from __future__ import annotations

import pytest

from pydock.values.filters import grouped, parse_filter, parted


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a=b", ("a", "b")),
        (" Label = x=y ", ("label", "x=y")),
        ("a=", ("a", "")),
        ("", ("", "")),
        ("label!=a", ("label!", "a")),
    ],
)
def test_parse(text: str, want: tuple[str, str]) -> None:
    assert parse_filter(text) == want


def test_without_equals() -> None:
    with pytest.raises(ValueError, match=r"^bad format of filter \(expected name=value\)$"):
        parse_filter("bad")


def test_grouped() -> None:
    filters = [("label", "a"), ("", ""), ("label", "b"), ("label", "a"), ("name", "x")]
    assert grouped(filters) == {"label": ["a", "b"], "name": ["x"]}


def test_filters_that_are_turned_round() -> None:
    given = [parse_filter(text) for text in ("not label=x", "name=y", "Not  Driver = z", "notice=1")]
    assert parted(given) == ([("name", "y"), ("notice", "1")], [("label", "x"), ("driver", "z")])
