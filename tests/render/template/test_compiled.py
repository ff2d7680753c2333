"""The whole of it: whatever the text and the data, a template prints or says what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.render.template import ExecError, ParseError, TemplateError, compile_template

PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{{.",
        "{{- ",
        " -}}",
        ".A",
        ".B.C",
        "$x",
        "$",
        ":=",
        "=",
        "|",
        "(",
        ")",
        ",",
        " ",
        "\n",
        "if ",
        "else ",
        "end",
        "range ",
        "with ",
        "define ",
        "template ",
        "block ",
        "break",
        "continue",
        "nil",
        "true",
        "1",
        "1.5",
        "-3",
        "'a'",
        '"s"',
        "`r`",
        "printf ",
        "len ",
        "index ",
        "slice ",
        "eq ",
        "and ",
        "or ",
        "not ",
        "json ",
        "join ",
        "split ",
        "upper ",
        "truncate ",
        '"%d %v %q"',
        "{{end}}",
        "{{if .A}}",
        "{{range .L}}",
        "/* c */",
        "é",
    ]
)
DATA = {"A": "text", "B": {"C": [1, 2, 3]}, "L": ["x", "y"], "N": None, "F": 1.5}


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_prints_or_fails_in_gos_words(text: str) -> None:
    try:
        template = compile_template(text)
    except ParseError as error:
        assert error.message.startswith("template: :")
        return
    for strict in (False, True):
        try:
            assert isinstance(template.execute(DATA, strict=strict), str)
        except ExecError as error:
            assert error.message.startswith("template: ")


@pytest.mark.parametrize(
    "name", ["__class__", "__init__", "__dict__", "keys", "items", "format", "upper", "go_member", "append"]
)
@pytest.mark.parametrize("base", ["", ".A", ".L", ".B", ".F", "(len .A)"])
def test_nothing_of_python_is_within_reach(base: str, name: str) -> None:
    with pytest.raises(ExecError):
        compile_template("{{" + base + "." + name + "}}").execute(DATA, strict=True)


@pytest.mark.parametrize(
    "text",
    [
        '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}',
        "{{range 1000000000}}{{range 1000000000}}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        + "x" * 4_000_000
        + "{{end}}{{end}}",
        "{{" + "(" * 500 + "1" + ")" * 500 + "}}",
    ],
)
def test_depth_and_output_have_bounds(text: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(text).execute(DATA)


def test_partial_output() -> None:
    template = compile_template("{{.A}}-{{.A.nope}}-")
    assert template.partial({"A": "x"}, {}) == "x-"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_any_json_prints(value: Any) -> None:
    assert isinstance(
        compile_template('{{.}}{{json .}}{{printf "%v %+v %#v %T %q %d %s" . . . . . . .}}').execute(value), str
    )
