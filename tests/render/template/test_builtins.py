"""Go's own functions."""

from __future__ import annotations

import pytest

from pydock.render.template import ExecError, compile_template


@pytest.mark.parametrize(
    ("text", "output"),
    [
        (
            "{{eq 1 2 1}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 2 1}} {{not 0}}",
            "true true true true false true true",
        ),
        ('{{len "é"}} {{slice "abcd" 1 3}} {{index "abc" 1}}', "2 bc 98"),
        ('{{print 1 2 "a" 3 4}}|{{println 1 "a"}}', "1 2a3 4|1 a\n"),
        ('{{html "<a>&"}} {{js "it\'s"}} {{urlquery "a b/é"}}', "&lt;a&gt;&amp; it\\'s a+b%2F%C3%A9"),
    ],
)
def test_output(text: str, output: str) -> None:
    assert compile_template(text).execute(None) == output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{{eq 1 "1"}}', "incompatible types for comparison"),
        ("{{eq 1}}", "missing argument for comparison"),
        ("{{lt true false}}", "invalid type for comparison"),
        ("{{len 3}}", "len of type int"),
        ('{{index "a" 5}}', "index out of range: 5"),
        ('{{slice "abc" 2 1}}', "invalid slice index: 2 > 1"),
        ('{{call "x"}}', 'non-function "x" of type string'),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(ExecError) as caught:
        compile_template(text).execute(None)
    assert caught.value.message.endswith(message)
