"""What a range goes over."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.template import ExecError, compile_template


@pytest.mark.parametrize(
    ("data", "output"),
    [(["a", "b"], "0a1b"), ({"b": 1, "B": 2, "a": 3}, "B2a3b1"), ([], "none"), (None, "none")],
)
def test_pairs(data: Any, output: str) -> None:
    assert compile_template("{{range $k, $v := .}}{{$k}}{{$v}}{{else}}none{{end}}").execute(data) == output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{range true}}{{end}}", "range can't iterate over true"),
        ('{{range "x"}}{{end}}', "range can't iterate over x"),
        ("{{range $i, $j := 3}}{{end}}", "can't use 3 to iterate over more than one variable"),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(ExecError) as caught:
        compile_template(text).execute(None)
    assert caught.value.message.endswith(message)
