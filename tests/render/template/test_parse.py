"""Trees, and what their nodes print in errors."""

from __future__ import annotations

import pytest

from pydock.render.template.errors import ParseError
from pydock.render.template.parse import parse

KNOWN = {"printf", "len", "index"}


@pytest.mark.parametrize(
    "text",
    [
        '{{.A.B | printf "%s" 3}}x',
        "{{range $i, $x := .L}}{{$i}}{{else}}{{end}}",
        "{{(index .A 0).B}}",
        "{{with $x := .A}}{{$x.B}}{{end}}",
        "{{if true}}a{{else}}b{{end}}",
        '{{template "a" .}}',
        "{{$x := nil}}{{$x = 'c'}}",
        "{{range .L}}{{break}}{{continue}}{{end}}",
    ],
)
def test_a_tree_prints_as_it_was_written(text: str) -> None:
    assert str(parse(text, KNOWN)[""].root) == text


def test_definitions_are_templates_of_their_own() -> None:
    trees = parse('{{define "a"}}x{{end}}{{block "b" .}}y{{end}}', KNOWN)
    assert {name: str(tree.root) for name, tree in trees.items()} == {"": '{{template "b" .}}', "a": "x", "b": "y"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{}}", "missing value for command"),
        ("{{end}}", "unexpected {{end}}"),
        ("{{if 1}}", "unexpected EOF"),
        ("{{bogus}}", 'function "bogus" not defined'),
        ("{{$x}}", 'undefined variable "$x"'),
        ("{{1 | 2}}", "non executable command in pipeline stage 2"),
        ("{{break}}", "{{break}} outside {{range}}"),
        ("{{$a, $b := 1}}", "too many declarations in command"),
        ('{{"a".x}}', 'unexpected . after term "\\"a\\""'),
        ('{{define "a"}}x{{end}}{{define "a"}}y{{end}}', 'template: multiple definition of template "a"'),
        ("{{if 1}}{{else}}{{else}}{{end}}", "expected end; found {{else}}"),
        ("{{()}}", "missing value for parenthesized pipeline"),
    ],
)
def test_faults(text: str, message: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(text, KNOWN)
    assert caught.value.message == f"template: :1: {message}"


def test_lines_and_names() -> None:
    with pytest.raises(ParseError) as caught:
        parse("a\n{{.X}}\n{{bogus}}", KNOWN, "version")
    assert caught.value.message == 'template: version:3: function "bogus" not defined'
