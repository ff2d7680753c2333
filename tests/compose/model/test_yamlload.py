"""YAML text to plain values."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.yamlload import (
    BadMapping,
    DuplicateKey,
    Override,
    Position,
    Reset,
    Timestamp,
    documents,
    position_of,
    scalar,
)
from pydock.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0x1F", 31), ("0b11", 3), ("0o17", 15), ("017", 15), ("-0x10", -16), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0),
        ("18446744073709551615", 2**64 - 1), ("18446744073709551616", float(2**64)), ("NULL", None), ("False", False),
        ("no", "no"), ("off", "off"), ("1.2.3", "1.2.3"), ("12:30", "12:30"), ("-", "-"), ("0x", "0x"),
        (".INF", float("inf")), ("-.inf", float("-inf")),
    ],
)  # fmt: skip
def test_plain_scalars(text: str, value: Any) -> None:
    assert scalar(text) == value
    assert type(scalar(text)) is type(value)


def test_dates_are_told_apart() -> None:
    assert isinstance(scalar("2024-01-01"), Timestamp)
    assert isinstance(scalar("2024-01-01T10:00:00Z"), Timestamp)
    assert scalar("2024-1") == "2024-1"


def test_quotes_and_tags_decide() -> None:
    (found,) = documents("a: '1'\nb: !!str 1\nc: !!float 1\nd: !!int '1'\ne: \"true\"\nf: !mine 1\n")
    assert found.value == {"a": "1", "b": "1", "c": 1.0, "d": 1, "e": "true", "f": 1}
    assert isinstance(found.value["c"], float)
    assert not found.tagged


def test_anchors_and_merges() -> None:
    text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {<<: [*x, *y], a: 3}\nlist: [*x]\n"
    value = documents(text)[0].value
    assert value["z"] == {"a": 3, "b": 1, "c": 2}
    assert value["list"] == [{"a": 1, "b": 1}]
    assert documents('"<<": 1\n')[0].value == {"<<": 1}


def test_marks() -> None:
    (found,) = documents("a: !reset\nb: !override [1]\nc: !reset {x: 1}\n")
    assert found.tagged
    assert found.value == {"a": Reset(None), "b": Override([1]), "c": Reset({"x": 1})}


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", DuplicateKey, 'line 3: mapping key "a" already defined at line 1'),
        ("a: *b\n", ConfigError, "yaml: unknown anchor 'b' referenced"),
        ("<<: 1\n", BadMapping, "yaml: map merge requires map or sequence of maps as the value"),
        ("? [a]\n: 1\n", ConfigError, "yaml: line 1: invalid map key"),
        ("a: [1\n", ConfigError, "yaml: line 1: did not find expected ',' or ']'"),
        ("a: b: c\n", ConfigError, "yaml: mapping values are not allowed in this context"),
        ("a:\n\tb: 1\n", ConfigError, "yaml: line 2: found character that cannot start any token"),
    ],
)
def test_faults(text: str, kind: type[ConfigError], message: str) -> None:
    with pytest.raises(kind) as caught:
        documents(text)
    assert caught.value.message == message


def test_places() -> None:
    text = "services:\n  web:\n    ports:\n      - '80'\n"
    assert position_of(text, ("services", "web", "ports", "0")) == Position(4, 9)
    assert position_of(text, ("services", "web", "image", "x")) == Position(2, 3)
    assert position_of(text, ("nosuch",)) is None
    assert position_of("a: [", ("a",)) is None
