"""``.Name`` of everything."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.listing import Listing, Row
from pydock.render.template import ExecError, compile_template
from pydock.render.template.values import GoMap, Nil

ROW = Row(Listing("*x.T", fields={"ID": lambda r: r}, headers={}, table=(), methods={"Label": lambda r, k: k}), "1")


@pytest.mark.parametrize(
    ("text", "data", "message"),
    [
        ("{{.Nope}}", ROW, "can't evaluate field Nope in type *x.T"),
        ('{{.ID "x"}}', ROW, "wrong number of args for ID: want 0 got 1"),
        ("{{.Label}}", ROW, "wrong number of args for Label: want 1 got 0"),
        ("{{.X}}", Nil("*x.T", ["X"]), "nil pointer evaluating *x.T.X"),
        ("{{.X}}", Nil("*x.T"), "can't evaluate field X in type *x.T"),
        ("{{.X}}", 5, "can't evaluate field X in type int"),
        ("{{.X 1}}", {"X": 1}, "X is not a method but has arguments"),
        ("{{.X}}", GoMap({}, "map[int]int", key="int"), "can't evaluate field X in type map[int]int"),
        ("{{range .}}{{.X}}{{end}}", ["a"], "can't evaluate field X in type interface {}"),
    ],
)
def test_refusals(text: str, data: Any, message: str) -> None:
    with pytest.raises(ExecError) as caught:
        compile_template(text).execute(data)
    assert caught.value.message.endswith(message)


def test_methods() -> None:
    assert compile_template('{{.ID}}{{.Label "x"}}{{"y" | .Label}}').execute(ROW) == "1xy"
