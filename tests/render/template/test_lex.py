"""Tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.render.template.lex import tokens


def kinds(text: str) -> list[str]:
    return [token.kind for token in tokens(text)]


def test_kinds_and_positions() -> None:
    found = tokens('a{{.X | f "s" 1 $v}}b')
    assert [(token.kind, token.value, token.pos) for token in found] == [
        ("text", "a", 0), ("left", "{{", 1), ("field", ".X", 3), ("space", " ", 5), ("pipe", "|", 6),
        ("space", " ", 7), ("identifier", "f", 8), ("space", " ", 9), ("string", '"s"', 10), ("space", " ", 13),
        ("number", "1", 14), ("space", " ", 15), ("variable", "$v", 16), ("right", "}}", 18), ("text", "b", 20),
        ("eof", "", 21),
    ]  # fmt: skip


def test_trimming_and_comments() -> None:
    assert [t.value for t in tokens("a \n{{- 1 -}}\n b") if t.kind in ("text", "number")] == ["a", "1", "b"]
    assert kinds("a {{- /* c */ -}} b") == ["text", "text", "eof"]
    assert kinds("{{-3}}") == ["left", "number", "right", "eof"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{.X", "unclosed action"),
        ("{{(.X}}", "unclosed left paren"),
        ("{{.X)}}", "unexpected right paren"),
        ("{{/* x", "unclosed comment"),
        ("{{/* x */ }}", "comment ends before closing delimiter"),
        ('{{"x}}', "unterminated quoted string"),
        ("{{`x}}", "unterminated raw quoted string"),
        ("{{'x}}", "unterminated character constant"),
        ("{{a:b}}", "expected :="),
        ("{{1x}}", 'bad number syntax: "1x"'),
        ("{{.X!}}", "bad character U+0021 '!'"),
        ("{{\x01}}", "unrecognized character in action: U+0001"),
    ],
)
def test_faults_are_tokens(text: str, fault: str) -> None:
    last = tokens(text)[-1]
    assert (last.kind, str(last)) == ("error", fault)


@given(st.text())
def test_any_text_ends(text: str) -> None:
    assert tokens(text)[-1].kind in ("eof", "error")


def test_how_errors_show_tokens() -> None:
    found = tokens('{{end . "a long string"}}')
    assert [str(token) for token in found if token.kind != "space"] == [
        '"{{"', "<end>", "<.>", '"\\"a long st"...', '"}}"', "EOF",
    ]  # fmt: skip
