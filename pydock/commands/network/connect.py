"""``pydock network connect``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError
from pydock.values.endpoints import endpoint_settings


@command()
@option("--alias", kind=kinds.STRINGS, help="More names of the container on the network.")
@option("--driver-opt", kind=kinds.STRINGS, help="Options of the network's driver for this endpoint.")
@option("--gw-priority", kind=kinds.INT, default=0, help="The highest number gives the default gateway.")
@option("--ip", kind=kinds.STRING, help="IPv4 address of the container.")
@option("--ip6", kind=kinds.STRING, help="IPv6 address of the container.")
@option("--link", kind=kinds.LINK, help="Link to another container.")
@option("--link-local-ip", kind=kinds.STRINGS, help="Link-local addresses of the container.")
@argument("network")
@argument("container")
def connect(
    app: App,
    network: str,
    container: str,
    alias: list[str],
    driver_opt: list[str],
    gw_priority: int,
    ip: str | None,
    ip6: str | None,
    link: list[str],
    link_local_ip: list[str],
) -> None:
    """Attach a container to a network."""
    addresses = {"IPv4Address": ip, "IPv6Address": ip6, "LinkLocalIPs": link_local_ip}
    endpoint = endpoint_settings(
        IPAMConfig={field: value for field, value in addresses.items() if value},
        Links=link or None,
        Aliases=alias,
        DriverOpts=_driver_options(driver_opt),
        GwPriority=gw_priority,
    )
    app.engine.networks.connect(network, container, endpoint)


def _driver_options(options: list[str]) -> dict[str, str]:
    found = {}
    for text in options:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise PydockError("invalid key/value pair format in driver options")
        found[key.strip()] = value.strip()
    return found
