"""IP and MAC addresses, DNS names and extra hosts."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.values.addresses import is_ip, is_mac, parse_dns_search, parse_extra_host, parse_ip


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("1.2.3.4", "1.2.3.4"),
        (" 1.2.3.4 ", "1.2.3.4"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("::1.2.3.4", "::102:304"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("::", "::"),
    ],
)
def test_parse_ip(text: str, want: str) -> None:
    assert parse_ip(text) == want


@pytest.mark.parametrize("text", ["", "bogus", "1.2.3", "01.2.3.4", "fe80::1%eth0", "1.2.3.4\0"])
def test_bad_ip(text: str) -> None:
    with pytest.raises(ValueError, match="IP address is not correctly formatted"):
        parse_ip(text)
    assert not is_ip(text)


@given(st.integers(0, (1 << 128) - 1))
def test_ipv6_forms(number: int) -> None:
    address = ipaddress.IPv6Address(number)
    if address.ipv4_mapped is None:
        assert parse_ip(address.exploded) == address.compressed


@pytest.mark.parametrize(
    "text",
    ["02:42:ac:11:00:99", "02-42-ac-11-00-99", "0242.ac11.0099", "02:42:ac:11:00:99:00:00", ":".join(["0a"] * 20)],
)
def test_mac(text: str) -> None:
    assert is_mac(text)


@pytest.mark.parametrize(
    "text", ["", "bogus", "02:42:ac:11:00", "02:42:ac:11:00:9g", "02:42-ac:11:00:99", "2:42:ac:11:0:99"]
)
def test_bad_mac(text: str) -> None:
    assert not is_mac(text)


@pytest.mark.parametrize(
    ("text", "want"), [("example.com", "example.com"), ("example.com.", "example.com"), (".", "."), (" a.b", "a.b")]
)
def test_dns_search(text: str, want: str) -> None:
    assert parse_dns_search(text) == want


@pytest.mark.parametrize("text", ["", "123", "_foo.example.com.", "-a.com", "a..b", "a" * 255])
def test_bad_dns_search(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a valid domain$"):
        parse_dns_search(text)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a:1.2.3.4", "a:1.2.3.4"),
        ("a=1.2.3.4", "a:1.2.3.4"),
        ("a:::1", "a:::1"),
        ("a=[::1]", "a:::1"),
        ("a:host-gateway", "a:host-gateway"),
    ],
)
def test_extra_host(text: str, want: str) -> None:
    assert parse_extra_host(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", 'bad format for add-host: ""'),
        ("a", 'bad format for add-host: "a"'),
        (":1.2.3.4", 'bad format for add-host: ":1.2.3.4"'),
        ("a:b=1.2.3.4", 'bad format for add-host: "a:b=1.2.3.4"'),
        ("a:", 'invalid IP address in add-host: ""'),
        ("a:bogus", 'invalid IP address in add-host: "bogus"'),
    ],
)
def test_bad_extra_host(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_extra_host(text)
    assert str(caught.value) == want
