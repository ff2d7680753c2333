"""Published and exposed ports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.values.ports import parse_expose, parse_port_spec, parse_port_specs, short_form, split_protocol


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("80", [("80/tcp", "", "")]),
        (":80", [("80/tcp", "", "")]),
        ("8080:80", [("80/tcp", "", "8080")]),
        ("8080:80/UDP", [("80/udp", "", "8080")]),
        ("8080:80/", [("80/tcp", "", "8080")]),
        ("80/tcp/udp", [("80/tcp", "", "")]),
        ("127.0.0.1::80", [("80/tcp", "127.0.0.1", "")]),
        ("127.0.0.1:1:80", [("80/tcp", "127.0.0.1", "1")]),
        ("[::1]:1:80", [("80/tcp", "::1", "1")]),
        ("::1:1:80", [("80/tcp", "::1", "1")]),
        ("[::]:1:80/sctp", [("80/sctp", "::", "1")]),
        ("08080:080", [("80/tcp", "", "8080")]),
        ("1-2:3-4", [("3/tcp", "", "1"), ("4/tcp", "", "2")]),
        ("1-2:3", [("3/tcp", "", "1-2")]),
        ("127.0.0.1::3-4", [("3/tcp", "127.0.0.1", ""), ("4/tcp", "127.0.0.1", "")]),
    ],
)
def test_parse(text: str, want: list[tuple[str, str, str]]) -> None:
    assert parse_port_spec(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "no port specified: <empty>"),
        ("80:", "no port specified: 80:<empty>"),
        ("abc", "invalid containerPort: abc"),
        ("80:70000", "invalid containerPort: 70000"),
        ("90-80", "invalid containerPort: 90-80"),
        ("abc:80", "invalid hostPort: abc"),
        (" 8080:80", "invalid hostPort:  8080"),
        ("1-2:3-5", "invalid ranges specified for container and host Ports: 3-5 and 1-2"),
        ("80/foo", "invalid proto: foo"),
        ("1.2.3:80:80", "invalid IP address: 1.2.3"),
        ("1.2.3.4:80:80:80", "invalid IP address: 1.2.3.4:80"),
        ("[::1:80:80", "invalid IP address [::1: address [::1:: missing ']' in address"),
    ],
)
def test_errors(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_port_spec(text)
    assert str(caught.value) == want


def test_specs_gather_bindings_of_one_port() -> None:
    exposed, bindings = parse_port_specs(["1:80", "2:80", "53/udp"])
    assert exposed == {"80/tcp": {}, "53/udp": {}}
    assert bindings["80/tcp"] == [{"HostIp": "", "HostPort": "1"}, {"HostIp": "", "HostPort": "2"}]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("8080:80", "8080:80"),
        ("target=80", ":80/tcp"),
        ("published=8080,target=80,protocol=udp,mode=host", "8080:80/udp"),
        ("published=80", "80:/tcp"),
    ],
)
def test_short_form(text: str, want: str) -> None:
    assert short_form(text) == want


def test_short_form_needs_pairs() -> None:
    with pytest.raises(ValueError, match=r"invalid publish opts format \(should be name=value but got 'x'\)"):
        short_form("target=80,x")


def test_expose() -> None:
    assert parse_expose("80-82/udp") == ["80/udp", "81/udp", "82/udp"]
    assert parse_expose("80/anything") == ["80/anything"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("80:80", "invalid port format for --expose: 80:80"),
        ("", "invalid range format for --expose: , error: empty string specified for ports"),
        ("abc", 'invalid range format for --expose: abc, error: strconv.ParseUint: parsing "abc": invalid syntax'),
        ("9-1", "invalid range format for --expose: 9-1, error: invalid range specified for port: 9-1"),
    ],
)
def test_bad_expose(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_expose(text)
    assert str(caught.value) == want


def test_split_protocol() -> None:
    assert split_protocol("80") == ("tcp", "80")
    assert split_protocol("/tcp") == ("", "")


@given(st.text(alphabet="0123456789:/-[].audtcp", max_size=20))
def test_nothing_but_value_errors(text: str) -> None:
    try:
        mappings = parse_port_spec(text)
    except ValueError:
        return
    assert all(mapping.port.endswith(("/tcp", "/udp")) for mapping in mappings)
