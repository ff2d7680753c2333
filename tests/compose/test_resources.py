"""Networks and volumes as the engine is asked for them."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose import labels
from pydock.compose.model.confighash import network_hash, volume_hash
from pydock.compose.resources import network_spec, volume_spec
from tests.compose.model.making import project


def network(attributes: str) -> dict[str, Any]:
    found = project(f"services: {{a: {{image: i, networks: [n]}}}}\nnetworks: {{n: {{{attributes}}}}}")
    spec = network_spec(found, "n")
    assert spec["Labels"][labels.HASH] == network_hash(found.networks["n"])
    return spec


def test_a_plain_network() -> None:
    spec = network("")
    marks = spec.pop("Labels")
    assert spec == {
        "Driver": "", "Scope": "", "IPAM": None, "Internal": False, "Attachable": False, "Ingress": False,
        "ConfigOnly": False, "ConfigFrom": None, "Options": None,
    }  # fmt: skip
    del marks[labels.HASH]
    assert marks == {labels.NETWORK: "n", labels.PROJECT: "p", labels.VERSION: "2.40.3"}


@pytest.mark.parametrize(
    ("attributes", "field", "value"),
    [
        ("driver: overlay", "Driver", "overlay"),
        ("driver_opts: {a: 1}", "Options", {"a": "1"}),
        ("internal: true", "Internal", True),
        ("attachable: true", "Attachable", True),
        ("enable_ipv6: false", "EnableIPv6", False),
        ("enable_ipv4: true", "EnableIPv4", True),
        ("ipam: {driver: x}", "IPAM", {"Driver": "x", "Options": None, "Config": None}),
        ("ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1, aux_addresses: {h: 10.0.0.2}}]}", "IPAM",
         {"Driver": "", "Options": None, "Config": [
             {"Subnet": "10.0.0.0/8", "Gateway": "10.0.0.1", "AuxiliaryAddresses": {"h": "10.0.0.2"}}]}),
    ],
)  # fmt: skip
def test_networks(attributes: str, field: str, value: Any) -> None:
    assert network(attributes)[field] == value


def test_labels_of_its_own_do_not_hide_composes() -> None:
    marks = network("labels: {x: y, com.docker.compose.project: other}")["Labels"]
    assert (marks["x"], marks[labels.PROJECT]) == ("y", "p")


@pytest.mark.parametrize(
    ("attributes", "fields"),
    [
        ("", {"Name": "p_vol"}),
        ("name: mine", {"Name": "mine"}),
        ("driver: nfs, driver_opts: {o: x}", {"Name": "p_vol", "Driver": "nfs", "DriverOpts": {"o": "x"}}),
    ],
)
def test_volumes(attributes: str, fields: dict[str, Any]) -> None:
    found = project(f"services: {{a: {{image: i, volumes: ['vol:/v']}}}}\nvolumes: {{vol: {{{attributes}}}}}")
    spec = volume_spec(found, "vol")
    marks = spec.pop("Labels")
    assert spec == fields
    assert (marks[labels.VOLUME], marks[labels.HASH]) == ("vol", volume_hash(found.volumes["vol"]))
