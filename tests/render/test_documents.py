"""Lists as one valid document."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml  # noqa: TID253
from hypothesis import given
from hypothesis import strategies as st

from pydock.render.documents import render
from pydock.render.listing import Listing


def _field(name: str) -> Callable[[Any], Any]:
    return lambda row: row[name]


LISTING = Listing("*x", fields={name: _field(name) for name in ("A", "B")}, headers={}, table=("A", "B"))
VALUES = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.booleans(), st.integers(), st.none())
ROWS = st.lists(st.fixed_dictionaries({"A": VALUES, "B": VALUES}), max_size=4)


@given(ROWS)
def test_json_array_reads_back(rows: list[dict[str, Any]]) -> None:
    assert json.loads(render("json-array", LISTING, rows, ("A", "B"))) == rows


@given(ROWS)
def test_csv_reads_back(rows: list[dict[str, Any]]) -> None:
    text = render("csv", LISTING, rows, ("A", "B"))
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == ["A", "B"]
    assert len(lines) == len(rows) + 1
    for line, record in zip(lines[1:], rows, strict=True):
        row = {name: record[name] for name in ("A", "B")}
        assert [cell for cell, value in zip(line, row.values(), strict=True) if isinstance(value, str)] == [
            value for value in row.values() if isinstance(value, str)
        ]


@pytest.mark.parametrize("rows", [[], [{"A": "x: y", "B": None}, {"A": "- 1\n#", "B": True}]])
def test_yaml_reads_back(rows: list[dict[str, Any]]) -> None:
    assert yaml.safe_load(render("yaml", LISTING, rows, ("A", "B"))) == rows


def test_tsv_has_one_line_a_row() -> None:
    assert render("tsv", LISTING, [{"A": "a\tb", "B": "c\nd"}], ("A", "B")) == "A\tB\na\\tb\tc\\nd\n"
