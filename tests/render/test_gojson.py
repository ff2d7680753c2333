"""JSON in Go's form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.render.gojson import dumps, number
from pydock.render.template.values import GoInt, GoList, GoMap, Nil, Number

JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(-1e15, 1e15),
        st.text(st.characters(exclude_categories=["Cs"])),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)),
    max_leaves=10,
)  # fmt: skip


@given(JSON)
def test_it_reads_back(value: Any) -> None:
    assert json.loads(dumps(value)) == value
    assert json.loads(dumps(value, escape=True)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": "<&>"}, '{"a":"<&>","b":1}'),
        (GoList(null=True), "null"),
        (GoMap({}, null=True), "null"),
        (GoList(), "[]"),
        (Nil("*x"), "null"),
        (GoInt(5), "5"),
        (Number("1.50"), "1.50"),
        ("a\u2028\x01\t\x08", '"a\\u2028\\u0001\\t\\b"'),
        ("\udcff", '"\\ufffd"'),
    ],
)
def test_values(value: Any, text: str) -> None:
    assert dumps(value) == text


def test_escaping() -> None:
    assert dumps("<a>&", escape=True) == '"\\u003ca\\u003e\\u0026"'


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e20, "100000000000000000000"), (1e21, "1e+21"), (1e-7, "1e-7"), (1e-6, "0.000001"), (1.5, "1.5")],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text
