"""The PORTS column: what a container exposes and publishes, runs of equal ports folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def displayed(ports: Iterable[Mapping[str, Any]] | None) -> str:
    """``0.0.0.0:8080->80/tcp, 443/tcp`` of the API's list of ports.

    Ports that are published under their own number (or not at all) fold into ranges per address and protocol;
    those published elsewhere follow, one by one.
    """
    if not ports:
        return ""
    if not isinstance(ports, list):
        ports = list(ports)
    if len(ports) > 1:
        ports = sorted(ports, key=_order)
    runs: dict[str, list[int]] = {}
    closed: list[str] = []
    mapped: list[str] = []
    for port in ports:
        private, public = port.get("PrivatePort", 0), port.get("PublicPort", 0)
        address, protocol = port.get("IP", ""), port.get("Type", "")
        key = protocol
        if address:
            if public != private:
                mapped.append(f"{_host(address)}:{public}->{private}/{protocol}")
                continue
            key = f"{address}/{protocol}"
        run = runs.get(key)
        if run is None:
            runs[key] = [private, private]
        elif private == run[1] + 1:
            run[1] = private
        else:
            closed.append(_run(key, run))
            runs[key] = [private, private]
    return ", ".join([*closed, *[_run(key, run) for key, run in runs.items()], *mapped])


def _order(port: Mapping[str, Any]) -> tuple[int, str, int, str]:
    return port.get("PrivatePort", 0), port.get("IP", ""), port.get("PublicPort", 0), port.get("Type", "")


def _run(key: str, run: list[int]) -> str:
    address, slash, protocol = key.rpartition("/")
    span = str(run[0]) if run[0] == run[1] else f"{run[0]}-{run[1]}"
    return f"{_host(address)}:{span}->{span}/{protocol}" if slash else f"{span}/{protocol}"


def _host(address: str) -> str:
    return f"[{address}]" if ":" in address else address
