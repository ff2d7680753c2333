"""Durations, sizes, numbers, commands, ports and mounts of the Compose format."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.compose.model.decode import duration, size
from pydock.compose.model.emit import go_duration, go_float, quote
from pydock.compose.model.shortforms import parse_mount, parse_ports, split_command
from pydock.compose.model.yamlload import documents, position_of, scalar
from pydock.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [("0", 0), ("1m30s", 90 * 10**9), ("1.5h", 5400 * 10**9), ("1us", 1000), ("-1s", -(10**9)), (".5s", 5 * 10**8)],
)
def test_duration(text: str, nanoseconds: int) -> None:
    assert duration(text) == nanoseconds


@given(st.integers(min_value=-(2**62), max_value=2**62))
def test_durations_come_back(nanoseconds: int) -> None:
    assert duration(go_duration(nanoseconds)) == nanoseconds


@pytest.mark.parametrize(
    ("value", "number"), [(5, 5), ("5", 5), ("1k", 1024), ("1.5kb", 1536), ("1GiB", 2**30), ("2 mb", 2 * 2**20)]
)
def test_size(value: Any, number: int) -> None:
    assert size(value) == number


@pytest.mark.parametrize("text", ["", "-1", "5q", "k", "1.2.3"])
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="invalid s"):
        size(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (1e6, "1e+06"), (0.1, "0.1"), (1e-5, "1e-05"), (123456789.5, "1.234567895e+08"), (-2.5, "-2.5")],
)
def test_floats_as_go_prints_them(value: float, text: str) -> None:
    assert go_float(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_their_value(value: float) -> None:
    assert float(go_float(value)) == float(go_float(value, json_style=True)) == value


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_quoted_text_reads_back(text: str) -> None:
    assert documents(f"- {quote(text)}\n")[0].value == [text]


@pytest.mark.parametrize(
    ("text", "value"),
    [("0777", 511), ("0o17", 15), ("1_000", 1000), ("yes", "yes"), ("TRUE", True), ("~", None), ("08", 8.0), ("+5", 5)],
)
def test_scalars(text: str, value: Any) -> None:
    assert scalar(text) == value


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a 'b c' \"d e\"", ["a", "b c", "d e"]), ("a\\ b", ["a b"]), ("x '' y", ["x", "", "y"]),
        ("a; b", ["a"]), ("echo $(a b) `c d`", ["echo", "$(a b)", "`c d`"]), ("", []),
    ],
)  # fmt: skip
def test_commands(line: str, words: list[str]) -> None:
    assert split_command(line) == words


@pytest.mark.parametrize("line", ["a 'b", "(a)", "a \\", 'a "b'])
def test_commands_that_are_none(line: str) -> None:
    with pytest.raises(ValueError, match="invalid command line string"):
        split_command(line)


@given(st.text())
def test_ports_and_mounts_fail_with_config_errors_only(text: str) -> None:
    for parse in (parse_ports, parse_mount):
        try:
            parse(text)
        except ConfigError:
            pass


def test_ports() -> None:
    assert parse_ports("127.0.0.1:80-81:90-91/udp") == [
        {"mode": "ingress", "host_ip": "127.0.0.1", "target": 90, "published": "80", "protocol": "udp"},
        {"mode": "ingress", "host_ip": "127.0.0.1", "target": 91, "published": "81", "protocol": "udp"},
    ]


def test_positions() -> None:
    text = "services:\n  a:\n    image: x\n    ports: [80, 81]\n"
    found = position_of(text, ("services", "a", "ports", "1"))
    assert found is not None and tuple(found) == (4, 17)
    nearest = position_of(text, ("services", "a", "nosuch"))
    assert nearest is not None and tuple(nearest) == (2, 3)


def test_an_unknown_attribute_is_pointed_at() -> None:
    from pydock.compose.model.validate import SchemaError, validate

    with pytest.raises(SchemaError) as caught:
        validate({"services": {"a": {"image": "x", "bogus": 1}}}, "compose.yaml")
    assert caught.value.message == "validating compose.yaml: services.a additional properties 'bogus' not allowed"
    assert caught.value.path == ("services", "a", "bogus")
