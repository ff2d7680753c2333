"""``--network``."""

from __future__ import annotations

import pytest

from pydock.values.networks import is_user_defined, parse_network


def test_short() -> None:
    assert parse_network("container:web").name == "container:web"


def test_long() -> None:
    network = parse_network(
        "name=N1,alias=a,alias=b,ip=1.2.3.4,ip6=::1,link-local-ip=169.254.1.1,driver-opt=K=v,gw-priority=-5,"
        "mac-address=02:42:ac:11:00:99"
    )
    assert (network.name, network.aliases, network.ipv4, network.ipv6) == ("n1", ["a", "b"], "1.2.3.4", "::1")
    assert (network.link_local, network.driver_opts) == (["169.254.1.1"], {"k": "v"})
    assert (network.gw_priority, network.mac) == (-5, "02:42:ac:11:00:99")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("name=n,x", "invalid field x"),
        ("name=n,bogus=1", "invalid field key bogus"),
        ("alias=a", "network name/id is not specified"),
        ("name=n,driver-opt=x", "invalid key value pair format in driver options"),
        ("name=n,gw-priority=x", "invalid gw-priority (x): invalid syntax"),
        ("name=n,gw-priority=99999999999999999999", "invalid gw-priority (99999999999999999999): value out of range"),
    ],
)
def test_errors(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_network(text)
    assert str(caught.value) == want


def test_user_defined() -> None:
    assert is_user_defined("n1")
    assert not any(is_user_defined(mode) for mode in ("default", "bridge", "host", "none", "container:x"))
