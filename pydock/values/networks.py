"""``--network``: a network's name, or a CSV record of a name with the endpoint's settings."""

from __future__ import annotations

import re

from pydock.values.numbers import parse_decimal_int, reason
from pydock.values.records import parse_record

_LONG = re.compile(r"\w+=\w+(,\w+=\w+)*", re.ASCII)


class Attachment:
    """One network a container joins, and how. Empty fields leave the choice to the engine."""

    __slots__ = ("aliases", "driver_opts", "gw_priority", "ipv4", "ipv6", "link_local", "links", "mac", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.aliases: list[str] = []
        self.links: list[str] = []
        self.driver_opts: dict[str, str] = {}
        self.ipv4 = ""
        self.ipv6 = ""
        self.link_local: list[str] = []
        self.mac = ""
        self.gw_priority = 0


def parse_network(text: str) -> Attachment:
    """``NAME``, or ``name=NAME`` with ``alias ip ip6 mac-address link-local-ip driver-opt=K=V gw-priority``.

    Docker lower-cases the whole of the long form. ValueError in its words.
    """
    if not _LONG.search(text):
        return Attachment(text)
    network = Attachment("")
    for field in parse_record(text):
        key, equals, value = field.lower().partition("=")
        if not equals or not key:
            raise ValueError(f"invalid field {field}")
        _set(network, key.strip(), value.strip())
    if not network.name:
        raise ValueError("network name/id is not specified")
    return network


def _set(network: Attachment, key: str, value: str) -> None:
    if key == "name":
        network.name = value
    elif key == "alias":
        network.aliases.append(value)
    elif key == "ip":
        network.ipv4 = value
    elif key == "ip6":
        network.ipv6 = value
    elif key == "mac-address":
        network.mac = value
    elif key == "link-local-ip":
        network.link_local.append(value)
    elif key == "driver-opt":
        name, equals, setting = value.partition("=")
        if not equals or not name:
            raise ValueError("invalid key value pair format in driver options")
        network.driver_opts[name.strip()] = setting.strip()
    elif key == "gw-priority":
        try:
            network.gw_priority = parse_decimal_int(value, function="Atoi")
        except ValueError as error:
            raise ValueError(f"invalid gw-priority ({value}): {reason(error)}") from None
    else:
        raise ValueError(f"invalid field key {key}")


def is_user_defined(mode: str) -> bool:
    """Whether a network mode names a network of the user's, not a built-in mode or another container's network."""
    return mode not in ("default", "bridge", "host", "none") and not mode.startswith("container:")
