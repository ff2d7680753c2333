"""``--network`` and the flags that shape the first network's endpoint."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.commands.container._networks import networking
from pydock.commands.container._options import ContainerOptions
from pydock.values.networks import parse_network

_NONE: dict[str, Any] = {
    "network": [], "network_alias": [], "link": [], "link_local_ip": [], "ip": "", "ip6": "", "mac_address": "",
}  # fmt: skip


def made(*networks: str, **flags: Any) -> tuple[str, dict[str, dict[str, Any]]]:
    """The mode, and of each endpoint what is set."""
    values = {**_NONE, **flags, "network": [parse_network(text) for text in networks]}
    mode, endpoints = networking(ContainerOptions(values, ()))
    return mode, {name: {key: value for key, value in found.items() if value} for name, found in endpoints.items()}


@pytest.mark.parametrize(
    ("networks", "flags", "result"),
    [
        ((), {}, ("default", {"default": {}})),
        (("n",), {}, ("n", {})),
        (("host",), {}, ("host", {})),
        (("n",), {"network_alias": ["a"]}, ("n", {"n": {"Aliases": ["a"]}})),
        (("n",), {"link": ["c:d"]}, ("n", {"n": {"Links": ["c:d"]}})),
        (("bridge",), {"link": ["c:d"]}, ("bridge", {})),
        (("n",), {"ip": "1.1.1.1", "ip6": "::1", "link_local_ip": ["169.254.1.1"]},
         ("n", {"n": {"IPAMConfig": {
             "IPv4Address": "1.1.1.1", "IPv6Address": "::1", "LinkLocalIPs": ["169.254.1.1"]}}})),
        ((), {"mac_address": "02:42:ac:11:00:02"}, ("default", {"default": {"MacAddress": "02:42:ac:11:00:02"}})),
        (("name=n,alias=a,driver-opt=k=v,gw-priority=5",), {},
         ("n", {"n": {"Aliases": ["a"], "DriverOpts": {"k": "v"}, "GwPriority": 5}})),
        (("n", "name=m,ip=2.2.2.2"), {"ip": "1.1.1.1"},
         ("n", {"n": {"IPAMConfig": {"IPv4Address": "1.1.1.1"}}, "m": {"IPAMConfig": {"IPv4Address": "2.2.2.2"}}})),
    ],
)  # fmt: skip
def test_endpoints(networks: tuple[str, ...], flags: dict[str, Any], result: Any) -> None:
    assert made(*networks, **flags) == result


@pytest.mark.parametrize(
    ("networks", "flags", "message"),
    [
        (("n", "n"), {}, 'network "n" is specified multiple times'),
        (("n", "host"), {},
         "conflicting options: cannot attach both user-defined and non-user-defined network-modes"),
        (("name=n,alias=a",), {"network_alias": ["b"]},
         "conflicting options: cannot specify both --network-alias and per-network alias"),
        (("name=n,ip=1.1.1.1",), {"ip": "2.2.2.2"},
         "conflicting options: cannot specify both --ip and per-network IPv4 address"),
        (("host",), {"network_alias": ["a"]},
         "network-scoped aliases are only supported for user-defined networks"),
        (("n",), {"mac_address": "x"}, "x is not a valid mac address"),
    ],
)  # fmt: skip
def test_contradictions(networks: tuple[str, ...], flags: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        made(*networks, **flags)
    assert str(caught.value) == message
