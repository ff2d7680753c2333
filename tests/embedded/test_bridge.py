"""Which bridge is free, and what is made and taken away, by stand-ins for ip and iptables that note their words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.embedded.bridge import Bridge, Bridges
from pydock.errors import PydockError


class Machine:
    """Programs in a folder, and what they were called with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bridges = Bridges({"PATH": f"{folder}:/usr/bin:/bin"})
        self.answer("route", [])
        self.answer("address", [])
        answers = f'case "$*" in *" show"*) cat "{folder}/$3" ;; esac'
        for name in ("ip", "iptables"):
            refuses = f'! grep -qxF -e "{name} $*" "{folder}/refused" || {{ echo no >&2; exit 2; }}'
            script = f'#!/bin/sh\necho "{name} $*" >>"{folder}/calls"\n{refuses}\n{answers}\n'
            (folder / name).write_text(script)
            (folder / name).chmod(0o755)
        self.refuse("")

    def answer(self, what: str, value: object) -> None:
        (self.folder / what).write_text(json.dumps(value))

    def refuse(self, call: str) -> None:
        (self.folder / "refused").write_text(f"{call}\n")

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_each_bridge_has_a_range_of_its_own() -> None:
    ranges = [Bridge(number).pool for number in range(8)]
    assert len(set(ranges)) == 8
    assert Bridge(1).options[:2] == ["--bridge=pydock1", "--default-address-pool=base=10.214.0.0/16,size=24"]
    assert Bridge(1).address == "10.214.0.1/24"


def test_the_first_range_that_no_route_is_in(machine: Machine) -> None:
    machine.answer("route", [{"dst": "default"}, {"dst": "10.213.7.0/24"}, {"dst": "10.214.0.9"}])
    assert machine.bridges.add() == Bridge(2)
    assert "ip link add pydock2 type bridge" in machine.calls
    assert "iptables -w -t nat -A PYDOCK2 -s 10.215.0.0/16 ! -d 10.215.0.0/16 -j MASQUERADE" in machine.calls
    machine.answer("route", [{"dst": "10.0.0.0/8"}])
    assert machine.bridges.add().pool == Bridge(4).pool
    machine.answer("route", [{"dst": "10.0.0.0/8"}, {"dst": "172.16.0.0/12"}])
    with pytest.raises(PydockError, match="are in use"):
        machine.bridges.add()


def test_nothing_is_left_of_one_that_cannot_be_made(machine: Machine) -> None:
    machine.refuse("iptables -w -t nat -N PYDOCK0")
    with pytest.raises(PydockError, match="iptables -w -t nat -N PYDOCK0: no"):
        machine.bridges.add()
    assert machine.calls[-1] == "ip link delete pydock0"
    assert "iptables -w -t filter -X PYDOCK0" in machine.calls


def test_the_bridges_of_its_networks_go_with_it(machine: Machine) -> None:
    def interface(name: str, address: str) -> dict[str, object]:
        return {"ifname": name, "addr_info": [{"local": address}]}

    machine.answer("address", [{}, interface("docker0", "172.17.0.1"), interface("br-1", "10.213.1.1")])
    machine.bridges.remove(Bridge(0))
    assert sorted(call for call in machine.calls if "delete" in call) == [
        "ip link delete br-1",
        "ip link delete pydock0",
    ]
    assert "iptables -w -t nat -D POSTROUTING -j PYDOCK0" in machine.calls
