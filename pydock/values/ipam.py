"""Address management of a new network: subnets with the ranges, gateways and reserved addresses inside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network


def ipam(
    driver: str,
    subnets: Sequence[str],
    ranges: Sequence[str],
    gateways: Sequence[str],
    auxiliary: Mapping[str, str],
    options: Mapping[str, str],
) -> dict[str, Any]:
    """The ``IPAM`` object of ``POST /networks/create``. Raises ValueError where an address has no subnet of its own."""
    if len(subnets) < len(ranges) or len(subnets) < len(gateways):
        raise ValueError("every ip-range or gateway must have a corresponding subnet")
    pools: dict[str, dict[str, Any]] = {}
    for subnet in subnets:
        for other in pools:
            if _holds(subnet, other) or _holds(other, subnet):
                raise ValueError("multiple overlapping subnet configuration is not supported")
        pools[subnet] = {"Subnet": subnet}
    for text in ranges:
        _network(text)
        _place(pools, "IPRange", text, "range {}", "cannot configure multiple ranges ({}, {}) on the same subnet ({})")
    for text in gateways:
        _place(
            pools, "Gateway", text, "gateway {}", "cannot configure multiple gateways ({}, {}) for the same subnet ({})"
        )
    for name, address in auxiliary.items():
        homes = [pool for subnet, pool in pools.items() if _holds(subnet, address)]
        for pool in homes:
            pool.setdefault("AuxiliaryAddresses", {})[name] = address
        if not homes:
            raise ValueError(f"no matching subnet for aux-address {address}")
    return {"Driver": driver, "Options": dict(options), "Config": list(pools.values())}


def _place(pools: Mapping[str, dict[str, Any]], field: str, text: str, what: str, twice: str) -> None:
    found = False
    for subnet, pool in pools.items():
        if not _holds(subnet, text):
            continue
        if field in pool:
            raise ValueError(twice.format(text, pool[field], subnet))
        pool[field] = text
        found = True
    if not found:
        raise ValueError(f"no matching subnet for {what.format(text)}")


def _holds(subnet: str, address: str) -> bool:
    """Whether ``address`` (one address, or the address part of a CIDR block) lies in ``subnet``."""
    from ipaddress import ip_address

    try:
        network = _network(subnet)
    except ValueError as error:
        raise ValueError(f"invalid subnet: {error}") from None
    if "/" in address:
        _network(address)
        address = address.partition("/")[0]
    try:
        return ip_address(address) in network
    except ValueError:
        return False


def _network(text: str) -> IPv4Network | IPv6Network:
    """A CIDR block; a bare address or a netmask is none."""
    from ipaddress import ip_network

    length = text.rpartition("/")[2]
    try:
        if "/" not in text or not (length.isascii() and length.isdigit()):
            raise ValueError
        return ip_network(text, strict=False)
    except ValueError:
        raise ValueError(f"invalid CIDR address: {text}") from None
