"""What differs between two documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.render.difference import differences

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, ["- a.c: 2", "+ a.c: 3"]),
        ({"a": None}, {}, ["- a: null"]),
        ({}, {"a": {"b": 1}}, ['+ a: {"b": 1}']),
        ({"Env": ["A=1", "B=2"]}, {"Env": ["B=2", "C=3"]}, ['- Env[]: "A=1"', '+ Env[]: "C=3"']),
        ({"Env": ["a", "a"]}, {"Env": ["a"]}, ['- Env[]: "a"']),
        ({"Cmd": ["a", "b"]}, {"Cmd": ["b", "a"]}, ['- Cmd: ["a", "b"]', '+ Cmd: ["b", "a"]']),
        ({"m": [{"x": 1}]}, {"m": [{"x": 2}, {"x": 3}]}, ["- m[0].x: 1", "+ m[0].x: 2", '+ m[1]: {"x": 3}']),
        ({"l": {"com.x": "1"}}, {"l": {"com.x": "2"}}, ['- l["com.x"]: "1"', '+ l["com.x"]: "2"']),
        ({"a": 1}, {"a": True}, ["- a: 1", "+ a: true"]),
    ],
)
def test_lines(first: Any, second: Any, lines: list[str]) -> None:
    assert [str(change) for change in differences(first, second)] == lines


@given(JSON)
def test_a_document_does_not_differ_from_itself(document: Any) -> None:
    assert not list(differences(document, document))


@given(JSON, JSON)
def test_the_way_back_is_the_same_with_the_marks_turned(first: Any, second: Any) -> None:
    there = sorted((change.mark, change.path) for change in differences(first, second))
    back = sorted(("+" if change.mark == "-" else "-", change.path) for change in differences(second, first))
    assert there == back
