"""Docker's functions."""

from __future__ import annotations

import pytest

from pydock.render.template import HEADER_FUNCTIONS, compile_template


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ('{{join (split "a,b" ",") "-"}}', "a-b"),
        ('{{split "abc" ""}}', "[a b c]"),
        ('{{title "hello wörld-foo_bar"}}', "Hello Wörld-Foo_bar"),
        ('{{upper "é ß"}} {{lower "É İ"}}', "É ß é i"),
        ('{{pad "a" 2 1}}|{{pad "" 2 1}}|', "  a ||"),
        ('{{truncate "hello" 2}} {{truncate "hello" 9}}', "he hello"),
        ('{{json "<a>"}}', '"<a>"'),
    ],
)
def test_output(text: str, output: str) -> None:
    assert compile_template(text).execute(None) == output


def test_titles_pass_through_unchanged() -> None:
    assert (
        compile_template("{{upper .A}} {{truncate .A 1}} {{json .A}}").partial({"A": "Name"}, HEADER_FUNCTIONS)
        == "Name Name Name"
    )
