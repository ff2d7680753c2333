"""The machine below: disk, inodes, the size of packets, and whether a container runs and finds names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydock.cli.diagnosis.findings import ERROR, OK, WARNING, Finding
from pydock.errors import NotFoundError, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.api import Engine

_AREA = "machine"
_LEAST = 1 << 30
"""Bytes below which pulls and builds soon fail."""
_LOOK_UP = "cat /etc/resolv.conf; nslookup {name} || getent hosts {name}"


def room(root: str, program: str) -> Iterator[Finding]:
    """Disk space and inodes where an engine of this machine keeps its data."""
    if sys.platform == "win32" or not os.path.isdir(root):
        return
    about = os.statvfs(root)
    free, total = about.f_bavail * about.f_frsize, about.f_blocks * about.f_frsize
    share = free / total if total else 1.0
    remedy = f"{program} system df shows what takes it, {program} system prune frees some."
    severity = ERROR if free < _LEAST else WARNING if share < 0.05 else OK
    text = f"{free / 1e9:.1f} GB of {total / 1e9:.1f} GB free in {root}"
    yield Finding(_AREA, severity, "disk", text, "" if severity == OK else remedy)
    if about.f_files:
        left = about.f_favail / about.f_files
        severity = ERROR if not about.f_favail else WARNING if left < 0.05 else OK
        yield Finding(_AREA, severity, "inodes", f"{left:.0%} free in {root}", "" if severity == OK else remedy)


def mtu(engine: Engine) -> Iterator[Finding]:
    """Packets larger than the host's own network takes are lost without a word."""
    try:
        networks = {network["Name"]: network for network in engine.networks.list()}
    except PydockError:
        return
    options = (networks.get("bridge") or {}).get("Options") or {}
    wanted = options.get("com.docker.network.driver.mtu", "1500")
    host = _host_mtu()
    if host is None or not str(wanted).isdigit():
        return
    text = f"bridge networks use {wanted}, the host's network takes {host}"
    if int(wanted) > host:
        remedy = f'Set "mtu": {host} in the engine\'s daemon.json and restart it.'
        yield Finding(_AREA, WARNING, "MTU", text, remedy)
    else:
        yield Finding(_AREA, OK, "MTU", text)


def _host_mtu() -> int | None:
    """The MTU of the interface with the default route."""
    try:
        with open("/proc/net/route", encoding="ascii") as stream:
            rows = [line.split() for line in stream][1:]
        device = next(row[0] for row in rows if row[1] == "00000000")
        with open(f"/sys/class/net/{device}/mtu", encoding="ascii") as stream:
            return int(stream.read())
    except (OSError, StopIteration, ValueError, IndexError):
        return None


def container(app: App, image: str, name: str) -> Iterator[Finding]:
    """Run ``image`` once: does a container start, and can it resolve ``name``?"""
    body: dict[str, Any] = {
        "Image": image,
        "Entrypoint": ["sh", "-c"],
        "Cmd": [_LOOK_UP.format(name=name)],
        "Labels": {"pydock.doctor": "1"},
    }
    try:
        connection = app.engine.connection
        created = connection.call("POST", "/containers/create", body=body)["Id"]
    except PydockError as error:
        missing = isinstance(error, NotFoundError)
        remedy = f"Pull the image first: {app.program} pull {image}" if missing else "See what is said of the engine."
        yield Finding(_AREA, ERROR, "container", error.message, remedy)
        return
    try:
        connection.call("POST", f"/containers/{created}/start")
        code = connection.call("POST", f"/containers/{created}/wait")["StatusCode"]
    except PydockError as error:
        yield Finding(_AREA, ERROR, "container", error.message, "See the engine's log.")
        return
    finally:
        connection.call("DELETE", f"/containers/{created}", query={"force": True, "v": True})
    yield Finding(_AREA, OK, "container", f"{image} starts")
    if code == 0:
        yield Finding(_AREA, OK, "DNS", f"containers can resolve {name}")
    else:
        remedy = "Set \"dns\" in the engine's daemon.json, or check the host's resolver and firewall."
        yield Finding(_AREA, ERROR, "DNS", f"a container cannot resolve {name}", remedy)
