"""``pydock network create``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError


@command()
@option("--attachable", kind=kinds.BOOL, help="Let containers that are no swarm tasks join.")
@option("--aux-address", kind=kinds.MAP, help="Addresses that the network's driver uses itself.")
@option("--config-from", kind=kinds.STRING, since="1.30", help="Take the configuration from this network.")
@option("--config-only", kind=kinds.BOOL, since="1.30", help="Make a configuration for other networks only.")
@option("-d", "--driver", kind=kinds.STRING, default="bridge", help="Driver of the network.")
@option("--gateway", kind=kinds.STRINGS, help="Gateway of the matching subnet.")
@option("--ingress", kind=kinds.BOOL, since="1.29", help="Make the swarm's routing-mesh network.")
@option("--internal", kind=kinds.BOOL, help="Keep the network off the outside world.")
@option("--ip-range", kind=kinds.STRINGS, help="Give addresses to containers from this part of the subnet.")
@option("--ipam-driver", kind=kinds.STRING, default="default", help="Driver of address management.")
@option("--ipam-opt", kind=kinds.MAP, help="Options of the address management driver.")
@option("--ipv4", kind=kinds.BOOL, default=True, default_text="true", help="Assign IPv4 addresses.")
@option("--ipv6", kind=kinds.BOOL, help="Assign IPv6 addresses.")
@option("--label", kind=kinds.LABEL, help="Metadata of the network.")
@option("-o", "--opt", kind=kinds.MAP, help="Options of the driver.")
@option("--scope", kind=kinds.STRING, since="1.30", help="Scope of the network.")
@option("--subnet", kind=kinds.STRINGS, help="Subnet, as a CIDR block.")
@argument("network")
def create(
    app: App,
    network: str,
    attachable: bool,
    aux_address: list[str],
    config_from: str | None,
    config_only: bool,
    driver: str,
    gateway: list[str],
    ingress: bool,
    internal: bool,
    ip_range: list[str],
    ipam_driver: str,
    ipam_opt: list[str],
    ipv4: bool,
    ipv6: bool,
    label: list[str],
    opt: list[str],
    scope: str | None,
    subnet: list[str],
) -> None:
    """Make a network."""
    from pydock.values.ipam import ipam
    from pydock.values.pairs import mapping

    try:
        pools = ipam(ipam_driver, subnet, ip_range, gateway, mapping(aux_address), mapping(ipam_opt))
    except ValueError as error:
        raise PydockError(str(error)) from None
    spec = {
        "Driver": driver,
        "Scope": scope or "",
        "IPAM": pools,
        "Internal": internal,
        "Attachable": attachable,
        "Ingress": ingress,
        "ConfigOnly": config_only,
        "ConfigFrom": {"Network": config_from} if config_from else None,
        "Options": mapping(opt),
        "Labels": mapping(label),
    }
    if "ipv4" in app.changed:
        app.engine.connection.require("1.47", '"--ipv4"')
        spec["EnableIPv4"] = ipv4
    if "ipv6" in app.changed:
        spec["EnableIPv6"] = ipv6
    made = app.engine.networks.create(network, spec)
    if made.get("Warning"):
        app.warn(f"WARNING: {made['Warning']}")
    app.echo(made["Id"])
