"""Go's strconv."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.values import numbers


@pytest.mark.parametrize("text", ["1", "t", "T", "TRUE", "true", "True"])
def test_true(text: str) -> None:
    assert numbers.parse_bool(text) is True


@pytest.mark.parametrize("text", ["0", "f", "F", "FALSE", "false", "False"])
def test_false(text: str) -> None:
    assert numbers.parse_bool(text) is False


@pytest.mark.parametrize("text", ["", "yes", "maybe", "tRUE", " true"])
def test_not_a_bool(text: str) -> None:
    with pytest.raises(ValueError, match=r"^strconv\.ParseBool: parsing "):
        numbers.parse_bool(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-1", -1),
        ("+7", 7),
        ("0x1f", 31),
        ("010", 8),
        ("0o10", 8),
        ("0b11", 3),
        ("1_000", 1000),
        ("-0x10", -16),
    ],
)
def test_integers(text: str, value: int) -> None:
    assert numbers.parse_int(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1.5", "08", "1__0", "_1", "0x", " 1", "1e3"])
def test_not_an_integer(text: str) -> None:
    with pytest.raises(ValueError, match=f'^strconv.ParseInt: parsing "{text}": invalid syntax$'):
        numbers.parse_int(text)


def test_ranges() -> None:
    with pytest.raises(ValueError, match="value out of range"):
        numbers.parse_int(str(1 << 63))
    with pytest.raises(ValueError, match="value out of range"):
        numbers.parse_uint("65536", 16)
    with pytest.raises(ValueError, match="invalid syntax"):
        numbers.parse_uint("-1")


@given(st.integers(-(1 << 63), (1 << 63) - 1))
def test_every_decimal_integer(value: int) -> None:
    assert numbers.parse_int(str(value)) == value


@pytest.mark.parametrize(("text", "value"), [("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("-2", -2.0)])
def test_floats(text: str, value: float) -> None:
    assert numbers.parse_float(text) == value


def test_not_a_float() -> None:
    with pytest.raises(ValueError, match=r'^strconv.ParseFloat: parsing "x": invalid syntax$'):
        numbers.parse_float("x")
