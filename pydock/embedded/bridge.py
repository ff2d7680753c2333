"""A bridge for an engine that shares the machine's network with another dockerd.

Two dockerds cannot share one bridge, nor the firewall's DOCKER chains, which each makes anew at its start. Such an
engine gets an interface, a range of addresses and chains of its own, and sets no rules itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, ip_interface, ip_network
from typing import Any, NamedTuple

from pydock.errors import PydockError

# Docker takes none of 10/8 by itself, Podman and Kubernetes others of it; the last are for where 10/8 is in use.
_POOLS = (
    *(f"10.{number}.0.0/16" for number in range(213, 217)),
    *(f"172.{number}.0.0/16" for number in range(31, 27, -1)),
)

_APART = ["--iptables=false", "--ip6tables=false", "--ip-masq=false"]
NO_BRIDGE = ["--bridge=none", *_APART]
"""What dockerd is told where there is no bridge for it."""


class Bridge(NamedTuple):
    """The bridge ``number``, from 0, which tells all of it."""

    number: int

    @property
    def name(self) -> str:
        return f"pydock{self.number}"

    @property
    def chain(self) -> str:
        """The name of its chains, one in each table of the firewall."""
        return self.name.upper()

    @property
    def pool(self) -> IPv4Network:
        """The range of all the engine's networks."""
        return IPv4Network(_POOLS[self.number])

    @property
    def address(self) -> str:
        return f"{self.pool[1]}/24"

    @property
    def options(self) -> list[str]:
        """What dockerd is told, to use the bridge and to leave the firewall alone."""
        pool = f"--default-address-pool=base={self.pool},size=24"
        return [f"--bridge={self.name}", pool, *_APART]

    @property
    def rules(self) -> list[str]:
        """Table and words of each: networks of the pool reach the world by this machine's address, not one another."""
        chain, pool = self.chain, self.pool
        return [
            f"filter -A {chain} -s {pool} -d {pool} -m physdev --physdev-is-bridged -j ACCEPT",
            f"filter -A {chain} -s {pool} -d {pool} -j DROP",
            f"filter -A {chain} -s {pool} -j ACCEPT",
            f"filter -A {chain} -d {pool} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            f"nat -A {chain} -s {pool} ! -d {pool} -j MASQUERADE",
            f"filter -I FORWARD -j {chain}",
            f"nat -A POSTROUTING -j {chain}",
        ]


class Bridges:
    """The bridges of this machine, by the programs ``ip`` and ``iptables``."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def add(self) -> Bridge:
        """Make the first that is free, with its rules. Raises PydockError, and leaves nothing, where that fails."""
        used = [ip_network(route["dst"]) for route in self._ask("route", "show") if route["dst"] != "default"]
        for bridge in map(Bridge, range(len(_POOLS))):
            if not os.path.exists(f"/sys/class/net/{bridge.name}") and not any(map(bridge.pool.overlaps, used)):
                break
        else:
            raise PydockError("all ranges of addresses for a bridge of its own are in use")
        try:
            self._make(bridge)
        except BaseException:
            self.remove(bridge)
            raise
        return bridge

    def remove(self, bridge: Bridge) -> None:
        """Take away its rules and it, and the bridges of the engine's other networks, which dockerd leaves."""
        for table, hook in (("filter", "FORWARD"), ("nat", "POSTROUTING")):
            for words in (("-D", hook, "-j", bridge.chain), ("-F", bridge.chain), ("-X", bridge.chain)):
                self._run("iptables", "-w", "-t", table, *words)
        for name in {bridge.name, *self._within(bridge.pool)}:
            self._run("ip", "link", "delete", name)

    def _make(self, bridge: Bridge) -> None:
        self._do("ip", "link", "add", bridge.name, "type", "bridge")
        self._do("ip", "address", "add", bridge.address, "dev", bridge.name)
        self._do("ip", "link", "set", bridge.name, "up")
        for table in ("filter", "nat"):
            self._do("iptables", "-w", "-t", table, "-N", bridge.chain)
        for rule in bridge.rules:
            self._do("iptables", "-w", "-t", *rule.split())

    def _within(self, pool: IPv4Network) -> Iterator[str]:
        """The names of bridges with an address in ``pool``."""
        for interface in self._ask("address", "show", "type", "bridge"):
            addresses = interface.get("addr_info", ())
            if any(ip_interface(each["local"]).ip in pool for each in addresses):
                yield interface["ifname"]

    def _ask(self, *words: str) -> list[dict[str, Any]]:
        from json import loads

        found: list[dict[str, Any]] = loads(self._do("ip", "-json", "-4", *words) or "[]")
        return found

    def _do(self, *command: str) -> str:
        """Standard output of a command that must succeed."""
        code, out, err = self._run(*command)
        if code:
            raise PydockError(f"{' '.join(command)}: {err.strip()}")
        return out

    def _run(self, *command: str) -> tuple[int, str, str]:
        from subprocess import DEVNULL, run

        try:
            done = run(command, stdin=DEVNULL, capture_output=True, text=True, env=dict(self._environ), check=False)
        except OSError as error:
            return 127, "", error.strerror or str(error)
        return done.returncode, done.stdout, done.stderr
