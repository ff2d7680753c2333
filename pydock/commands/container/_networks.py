"""``--network`` and the flags that shape the first network's endpoint, as ``NetworkMode`` and ``EndpointsConfig``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.commands.container._options import ContainerOptions
from pydock.values.endpoints import endpoint_settings

if TYPE_CHECKING:
    from pydock.values.networks import Attachment

Json = dict[str, Any]


def networking(options: ContainerOptions) -> tuple[str, Json]:
    """The network mode, and the endpoints by network. ValueError where the flags contradict each other.

    A single network without settings has no endpoint: the engine makes it.
    """
    if not options.network and not _shaped(options):
        return "default", {"default": endpoint_settings()}
    from pydock.values.networks import Attachment, is_user_defined

    if not options.network:
        attachment = Attachment("default")
        _apply(attachment, options)
        return "default", {"default": _endpoint(attachment)}
    endpoints: Json = {}
    for place, attachment in enumerate(options.network):
        if place == 0:
            _apply(attachment, options)
        endpoint = _endpoint(attachment)
        if attachment.name in endpoints:
            raise ValueError(f'network "{attachment.name}" is specified multiple times')
        if len(options.network) > 1 or endpoint != endpoint_settings():
            endpoints[attachment.name] = endpoint
    kinds = {is_user_defined(attachment.name) for attachment in options.network}
    if len(kinds) > 1:
        raise ValueError("conflicting options: cannot attach both user-defined and non-user-defined network-modes")
    return options.network[0].name, endpoints


def _shaped(options: ContainerOptions) -> bool:
    return bool(options.network_alias or options.ip or options.ip6 or options.mac_address or options.link_local_ip)


def _apply(attachment: Attachment, options: ContainerOptions) -> None:
    """Settings of the plain flags are the first network's."""
    from pydock.values.networks import is_user_defined

    pairs = (
        (attachment.aliases, options.network_alias, "--network-alias", "alias"),
        (attachment.links, options.link, "--link", "links"),
        (attachment.ipv4, options.ip, "--ip", "IPv4 address"),
        (attachment.ipv6, options.ip6, "--ip6", "IPv6 address"),
        (attachment.mac, options.mac_address, "--mac-address", "MAC address"),
        (attachment.link_local, options.link_local_ip, "--link-local-ip", "link-local IP addresses"),
    )
    for own, plain, flag, what in pairs:
        if own and plain:
            raise ValueError(f"conflicting options: cannot specify both {flag} and per-network {what}")
    attachment.aliases = attachment.aliases or options.network_alias
    if is_user_defined(attachment.name):
        attachment.links = attachment.links or options.link
    attachment.ipv4 = attachment.ipv4 or options.ip
    attachment.ipv6 = attachment.ipv6 or options.ip6
    attachment.mac = attachment.mac or options.mac_address
    attachment.link_local = attachment.link_local or options.link_local_ip


def _endpoint(attachment: Attachment) -> Json:
    from pydock.values.addresses import is_mac
    from pydock.values.networks import is_user_defined

    if not attachment.name.strip():
        raise ValueError("no name set for network")
    if not is_user_defined(attachment.name):
        if attachment.aliases:
            raise ValueError("network-scoped aliases are only supported for user-defined networks")
        if attachment.links:
            raise ValueError("links are only supported for user-defined networks")
    if attachment.mac and not is_mac(attachment.mac):
        raise ValueError(f"{attachment.mac} is not a valid mac address")
    return endpoint_settings(
        IPAMConfig=_ipam(attachment),
        Links=attachment.links or None,
        Aliases=attachment.aliases or None,
        MacAddress=attachment.mac,
        DriverOpts=attachment.driver_opts or None,
        GwPriority=attachment.gw_priority,
    )


def _ipam(attachment: Attachment) -> Json | None:
    wanted: Json = {
        "IPv4Address": attachment.ipv4,
        "IPv6Address": attachment.ipv6,
        "LinkLocalIPs": attachment.link_local,
    }
    return {key: value for key, value in wanted.items() if value} or None
