"""Suggestions for mistyped names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.cli.nearest import distance, nearest


@pytest.mark.parametrize(
    ("word", "expected"),
    [("rn", ["rm", "run"]), ("puhs", ["push"]), ("imges", ["images"]), ("zzzzz", []), ("inspec", ["inspect"])],
)
def test_nearest(word: str, expected: list[str]) -> None:
    assert nearest(word, ["rm", "run", "push", "images", "inspect", "version"])[: len(expected) or 1] == expected


@given(st.text(max_size=8), st.text(max_size=8))
def test_distance_is_a_distance(left: str, right: str) -> None:
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) == 0) == (left == right)
    assert distance(left, right) <= max(len(left), len(right))
