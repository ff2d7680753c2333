"""Constants."""

from __future__ import annotations

import pytest

from pydock.render.template.numbers import parse_number


@pytest.mark.parametrize(
    ("text", "value", "whole"),
    [
        ("1", 1, 1),
        ("-1", -1, -1),
        ("+1", 1, 1),
        ("0x1F", 31, 31),
        ("0b11", 3, 3),
        ("0o17", 15, 15),
        ("017", 15, 15),
        ("1_000", 1000, 1000),
        ("1.5", 1.5, None),
        ("2.0", 2.0, 2),
        ("1e3", 1000.0, 1000),
        ("0x1p4", 16.0, 16),
        (".5", 0.5, None),
    ],
)
def test_numbers(text: str, value: float, whole: int | None) -> None:
    assert parse_number(text, "number") == (value, whole)


def test_characters_and_complex_numbers() -> None:
    assert parse_number("'a'", "charconstant") == (97, 97)
    assert parse_number("1+2i", "complex") == (1 + 2j, None)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("08", "number", 'integer overflow: "08"'),
        ("1e400", "number", 'illegal number syntax: "1e400"'),
        ("99999999999999999999", "number", 'integer overflow: "99999999999999999999"'),
        ("'ab'", "charconstant", "malformed character constant: 'ab'"),
        (".", "number", 'illegal number syntax: "."'),
    ],
)
def test_faults(text: str, kind: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_number(text, kind)
    assert str(caught.value) == message
