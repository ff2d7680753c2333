"""Arguments: how many, and of which type."""

from __future__ import annotations

import pytest

from pydock.render.template import ExecError, compile_template


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{len}}", "wrong number of args for len: want 1 got 0"),
        ("{{eq}}", "wrong number of args for eq: want at least 1 got 0"),
        ("{{and}}", "wrong number of args for and: want at least 1 got 0"),
        ("{{upper 1}}", "expected string; found 1"),
        ('{{truncate "a" 1.5}}', "expected integer; found 1.5"),
        ("{{upper nil}}", "cannot assign nil to string"),
        ("{{upper .n}}", "wrong type for value; expected string; got int"),
        ('{{join "a" ","}}', 'can\'t handle "a" for arg of type []string'),
        ("{{upper .nope}}", "invalid value; expected string"),
        ("{{.n | upper}}", "wrong type for value; expected string; got int"),
        ("{{call .n}}", "non-function .n of type int"),
        ("{{.n | call}}", "non-function <int Value> of type int"),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(ExecError) as caught:
        compile_template(text).execute({"n": 1})
    assert caught.value.message.endswith(message)


def test_the_piped_value_is_the_last_argument() -> None:
    assert compile_template('{{2 | truncate "abc"}}{{0 | or 5}}{{1 | and 0}}').execute(None) == "ab50"


@pytest.mark.parametrize("text", ["{{upper .null}}", '{{join $.null ","}}', "{{upper (.).null}}"])
def test_a_null_of_json_is_of_no_type(text: str) -> None:
    with pytest.raises(ExecError) as caught:
        compile_template(text).execute({"null": None}, strict=True)
    assert caught.value.message.endswith("; got interface {}")


def test_a_piped_null_is_no_value() -> None:
    with pytest.raises(ExecError) as caught:
        compile_template("{{.null | upper}}").execute({"null": None}, strict=True)
    assert caught.value.message.endswith("invalid value; expected string")
