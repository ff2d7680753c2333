"""Networks and volumes of a project as the engine is asked for them."""

from __future__ import annotations

from typing import Any

from pydock.compose import labels
from pydock.compose.model.confighash import network_hash, volume_hash
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct

Json = dict[str, Any]


def _labels(project: Project, own: dict[str, str] | None, kind: str, key: str, digest: str) -> dict[str, str]:
    return {
        **(own or {}),
        labels.HASH: digest,
        kind: key,
        labels.PROJECT: project.name,
        labels.VERSION: labels.VERSION_VALUE,
    }


def network_spec(project: Project, key: str) -> Json:
    """The body of ``POST /networks/create`` without the name."""
    network = project.networks[key]
    ipam = network.get("ipam")
    spec: Json = {
        "Driver": network.get("driver", ""),
        "Scope": "",
        "IPAM": _ipam(ipam) if ipam else None,
        "Internal": bool(network.get("internal")),
        "Attachable": bool(network.get("attachable")),
        "Ingress": False,
        "ConfigOnly": False,
        "ConfigFrom": None,
        "Options": network.get("driver_opts"),
        "Labels": _labels(project, network.get("labels"), labels.NETWORK, key, network_hash(network)),
    }
    for name, option in (("EnableIPv4", "enable_ipv4"), ("EnableIPv6", "enable_ipv6")):
        if network.get(option) is not None:
            spec[name] = network[option]
    return spec


def _ipam(ipam: Struct) -> Json:
    pools: list[Json] = []
    for pool in ipam.get("config") or ():
        entry: Json = {}
        for name, option in (
            ("Subnet", "subnet"),
            ("IPRange", "ip_range"),
            ("Gateway", "gateway"),
            ("AuxiliaryAddresses", "aux_addresses"),
        ):
            if pool.get(option):
                entry[name] = pool[option]
        pools.append(entry)
    return {"Driver": ipam.get("driver", ""), "Options": None, "Config": pools or None}


def volume_spec(project: Project, key: str) -> Json:
    """The body of ``POST /volumes/create``."""
    volume = project.volumes[key]
    spec: Json = {}
    if volume.get("driver"):
        spec["Driver"] = volume["driver"]
    if volume.get("driver_opts"):
        spec["DriverOpts"] = volume["driver_opts"]
    spec["Labels"] = _labels(project, volume.get("labels"), labels.VOLUME, key, volume_hash(volume))
    spec["Name"] = volume.get("name", key)
    return spec
