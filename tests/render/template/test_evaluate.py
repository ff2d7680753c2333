"""Running templates: control, variables, and the node an error names."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.template import ExecError, compile_template

DATA: dict[str, Any] = {"A": {"B": [1, 2, {"c": "d"}]}, "s": "héllo", "n": None, "t": True}


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("{{.A}}", "map[B:[1 2 map[c:d]]]"),
        ("{{.n}} {{.nope}} {{.nope.more}}", "<no value> <no value> <no value>"),
        ("{{range $i, $x := .A.B}}{{$i}}={{$x}},{{end}}", "0=1,1=2,2=map[c:d],"),
        ("{{$x := 1}}{{range .A.B}}{{$x = 5}}{{end}}{{$x}}", "5"),
        ("{{with .n}}a{{else with .s}}{{.}}{{end}}", "héllo"),
        ("{{range 3}}{{if eq . 1}}{{continue}}{{end}}{{.}}{{end}}", "02"),
        ("{{(index .A.B 2).c}}", "d"),
        ('{{define "x"}}[{{.}}{{$}}]{{end}}{{template "x" .t}}', "[truetrue]"),
        ("{{and .n (index .s 99)}}", "<no value>"),
        ('{{block "b" .s}}{{len .}}{{end}}', "6"),
        ("{{if and .t .s}}{{or .n 3}}{{end}}", "3"),
    ],
)
def test_output(text: str, output: str) -> None:
    assert compile_template(text).execute(DATA) == output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n  {{.s.x}}", 'template: :2:6: executing "" at <.s.x>: can\'t evaluate field x in type interface {}'),
        ("é{{range .s}}{{end}}", 'template: :1:10: executing "" at <.s>: range can\'t iterate over héllo'),
        ('{{template "x"}}', 'template: :1:11: executing "" at <{{template "x"}}>: template "x" not defined'),
        ("{{$x = 1}}", 'template: :1:7: executing "" at <1>: undefined variable: $x'),
        ("{{1 .s}}", 'template: :1:2: executing "" at <1>: can\'t give argument to non-function 1'),
        ("{{nil}}", 'template: :1:2: executing "" at <nil>: nil is not a command'),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(ExecError) as caught:
        compile_template(text).execute(DATA)
    assert caught.value.message.partition(": executing")[2] == message.partition(": executing")[2]


def test_strict_maps_and_their_hint() -> None:
    with pytest.raises(ExecError) as caught:
        compile_template("{{.A.C}}").execute({"A": {"CC": 1}}, strict=True)
    assert caught.value.message.endswith('map has no entry for key "C"')
    assert caught.value.hint == "did you mean .CC?"
