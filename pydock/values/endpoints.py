"""How a container joins a network: the ``EndpointSettings`` of the Engine API."""

from __future__ import annotations

from typing import Any


def endpoint_settings(**fields: Any) -> dict[str, Any]:
    """The whole object with ``fields`` in it and Go's zero values elsewhere, in the order of the API."""
    return {
        "IPAMConfig": None,
        "Links": None,
        "Aliases": None,
        "MacAddress": "",
        "DriverOpts": None,
        "GwPriority": 0,
        "NetworkID": "",
        "EndpointID": "",
        "Gateway": "",
        "IPAddress": "",
        "IPPrefixLen": 0,
        "IPv6Gateway": "",
        "GlobalIPv6Address": "",
        "GlobalIPv6PrefixLen": 0,
        "DNSNames": None,
        **fields,
    }
