"""Substitution: every operator, nesting, and that text without a dollar is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.compose.model.interpolate import Interpolator, Invalid, Missing, references, substitute
from pydock.errors import ConfigError

VALUES = {"SET": "x", "EMPTY": ""}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("$SET", "x"), ("${SET}", "x"), ("$$SET", "$SET"), ("a$", "a$"), ("$1", "$1"), ("${NONE}", ""),
        ("${SET:-d}", "x"), ("${EMPTY:-d}", "d"), ("${EMPTY-d}", ""), ("${NONE-d}", "d"),
        ("${SET:+a}", "a"), ("${EMPTY:+a}", ""), ("${EMPTY+a}", "a"), ("${NONE+a}", ""),
        ("${SET:?e}", "x"), ("${EMPTY?e}", ""), ("${NONE:-${SET}}", "x"), ("${NONE:-a${NONE-b}c}d", "abcd"),
        ("${NONE:-a:?b}", "a:?b"), ("${NONE:-$$}", "$"),
    ],
)  # fmt: skip
def test_operators(template: str, expected: str) -> None:
    assert substitute(template, VALUES.get) == expected


@pytest.mark.parametrize("template", ["${", "${}", "${a b}", "${SET", "${1}", "${a.b}"])
def test_templates_that_are_none(template: str) -> None:
    with pytest.raises(Invalid):
        substitute(template, VALUES.get)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("${NONE?}", "required variable NONE is missing a value"),
        ("${EMPTY:?say $SET}", "required variable EMPTY is missing a value: say x"),
    ],
)
def test_required(template: str, message: str) -> None:
    with pytest.raises(Missing, match=f"^{message}$"):
        substitute(template, VALUES.get)


@given(st.text())
def test_escaped_text_comes_back(text: str) -> None:
    assert substitute(text.replace("$", "$$"), VALUES.get) == text


@given(st.text(alphabet="${}ab:-?+ "))
def test_nothing_but_its_own_errors(text: str) -> None:
    try:
        substitute(text, VALUES.get)
    except (Invalid, Missing):
        pass


def test_casts_and_warnings() -> None:
    heard: list[str] = []
    interpolator = Interpolator({"N": "3"}, heard.append)
    document = {"services": {"a": {"privileged": "yes", "scale": "$N", "image": "$GONE$GONE"}}}
    assert interpolator.document(document) == {"services": {"a": {"privileged": True, "scale": 3, "image": ""}}}
    assert heard == [
        '"yes" for boolean is not supported by YAML 1.2, please use `true`',
        'The "GONE" variable is not set. Defaulting to a blank string.',
    ]
    with pytest.raises(ConfigError, match="failed to cast to expected type: invalid boolean: maybe"):
        interpolator.document({"services": {"a": {"tty": "maybe"}}})


def test_references() -> None:
    assert references({"a": ["$X", "${Y:-z}"], "b": "${bad"}) == [("X", "", ""), ("Y", ":-", "z")]
