"""Sizes and shares of a processor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.values.sizes import parse_bytes, parse_cpus, parse_decimal_bytes, parse_memory_swap

KIB = 1024


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("0", 0),
        ("10", 10),
        ("64m", 64 * KIB**2),
        ("64M", 64 * KIB**2),
        ("64mb", 64 * KIB**2),
        ("64MiB", 64 * KIB**2),
        ("1.5g", 3 * KIB**3 // 2),
        ("1t", KIB**4),
        ("1p", KIB**5),
        ("5b", 5),
        ("5 k", 5 * KIB),
        (".5k", 512),
        ("1e3", 1000),
        ("1_000", 1000),
        ("99999999999g", -(1 << 63)),
        ("100000000p", -(1 << 63)),
    ],
)
def test_bytes(text: str, want: int) -> None:
    assert parse_bytes(text) == want


def test_decimal_units() -> None:
    assert parse_decimal_bytes("1.5k") == 1500


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "invalid size: ''"),
        ("k", "invalid size: 'k'"),
        ("-1", "invalid size: '-1'"),
        ("10x", "invalid suffix: 'x'"),
        ("10kk", "invalid suffix: 'kk'"),
        ("10kbb", "invalid suffix: 'kbb'"),
        ("10kibs", "invalid suffix: 'kibs'"),
        ("10bb", "invalid suffix: 'bb'"),
        ("1.5.5g", 'strconv.ParseFloat: parsing "1.5.5": invalid syntax'),
        (" 10m", 'strconv.ParseFloat: parsing " 10": invalid syntax'),
    ],
)
def test_bad_bytes(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_bytes(text)
    assert str(caught.value) == want


def test_swap_without_limit() -> None:
    assert parse_memory_swap("-1") == -1
    assert parse_memory_swap("1k") == KIB


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("1.5", 1_500_000_000),
        ("1/2", 500_000_000),
        ("1e0", 1_000_000_000),
        ("1e-9", 1),
        (".5", 500_000_000),
        ("5.", 5_000_000_000),
        ("+1", 1_000_000_000),
        ("-1", -1_000_000_000),
        ("0x2", 2_000_000_000),
    ],
)
def test_cpus(text: str, want: int) -> None:
    assert parse_cpus(text) == want


@pytest.mark.parametrize("text", ["", "abc", "1/0", "1/-2", "1e", "1.2.3", "1 2", "٣"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="as a rational number"):
        parse_cpus(text)


@pytest.mark.parametrize("text", ["1/3", "0.0000000001"])
def test_too_precise(text: str) -> None:
    with pytest.raises(ValueError, match="value is too precise"):
        parse_cpus(text)


@given(st.text())
def test_nothing_but_value_errors(text: str) -> None:
    for parse in (parse_bytes, parse_cpus):
        try:
            parse(text)
        except ValueError:
            pass
