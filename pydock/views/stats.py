"""Resource use of containers. A row is a :class:`Usage`, made from one message of ``GET /containers/{id}/stats``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.listing import Listing
from pydock.render.units import bytes_size, human_size

TABLE = ("ID", "Name", "CPUPerc", "MemUsage", "MemPerc", "NetIO", "BlockIO", "PIDs")
UNKNOWN = "--"
Message = Mapping[str, Any]


class Usage:
    """What one container uses. ``container`` is the name it was asked for by; nothing is known until a message came."""

    __slots__ = ("block", "container", "cpu", "identity", "limit", "memory", "name", "network", "pids", "valid")

    def __init__(self, container: str) -> None:
        self.container = container
        self.identity = ""
        self.name = ""
        self.reset()

    def reset(self) -> None:
        """Forget the numbers: the container ended, or the engine is silent."""
        self.valid = False
        self.cpu = self.memory = self.limit = 0.0
        self.network = self.block = (0.0, 0.0)
        self.pids = 0

    def update(self, message: Message) -> None:
        """Take the numbers of a message; percentages are of the time since the message before it."""
        self.identity = message.get("id") or message.get("Id") or ""  # Podman's is Id
        self.name = message.get("name") or ""
        memory = message.get("memory_stats") or {}
        self.cpu = _cpu(message)
        self.memory = _used(memory)
        self.limit = float(memory.get("limit") or 0)
        self.network = _network(message.get("networks") or {})
        self.block = _block(message.get("blkio_stats") or {})
        self.pids = int((message.get("pids_stats") or {}).get("current") or 0)
        self.valid = True

    @property
    def share(self) -> float:
        """Per cent of the memory that it may use."""
        return self.memory / self.limit * 100 if self.limit else 0.0


def _cpu(message: Message) -> float:
    """Per cent of one processor between two readings."""
    now, before = message.get("cpu_stats") or {}, message.get("precpu_stats") or {}
    used = (now.get("cpu_usage") or {}).get("total_usage") or 0
    used -= (before.get("cpu_usage") or {}).get("total_usage") or 0
    passed = (now.get("system_cpu_usage") or 0) - (before.get("system_cpu_usage") or 0)
    processors = now.get("online_cpus") or len((now.get("cpu_usage") or {}).get("percpu_usage") or ())
    return used / passed * processors * 100 if used > 0 and passed > 0 else 0.0


def _used(memory: Message) -> float:
    """Bytes without the cache that the kernel would give back; cgroup 1 counts it by another name."""
    usage = memory.get("usage") or 0
    stats = memory.get("stats") or {}
    for key in ("total_inactive_file", "inactive_file"):
        if key in stats and stats[key] < usage:
            return float(usage - stats[key])
    return float(usage)


def _network(networks: Mapping[str, Message]) -> tuple[float, float]:
    received = sum(float(network.get("rx_bytes") or 0) for network in networks.values())
    return received, sum(float(network.get("tx_bytes") or 0) for network in networks.values())


def _block(stats: Message) -> tuple[float, float]:
    totals = {"r": 0.0, "w": 0.0}
    for entry in stats.get("io_service_bytes_recursive") or ():
        kind = (entry.get("op") or "")[:1].lower()
        if kind in totals:
            totals[kind] += entry.get("value") or 0
    return totals["r"], totals["w"]


def listing(*, no_trunc: bool = False, windows: bool = False) -> Listing:
    """The columns of ``stats``; engines on Windows tell less."""
    return Listing(
        "*container.statsContext",
        fields={
            "Container": lambda u: u.container,
            "ID": lambda u: u.identity if no_trunc else u.identity[:12],
            "Name": lambda u: u.name.removeprefix("/") or UNKNOWN,
            "CPUPerc": lambda u: f"{u.cpu:.2f}%" if u.valid else UNKNOWN,
            "MemUsage": lambda u: _memory(u, windows),
            "MemPerc": lambda u: f"{u.share:.2f}%" if u.valid and not windows else UNKNOWN,
            "NetIO": lambda u: _pair(u.network) if u.valid else UNKNOWN,
            "BlockIO": lambda u: _pair(u.block) if u.valid else UNKNOWN,
            "PIDs": lambda u: str(u.pids) if u.valid and not windows else UNKNOWN,
        },
        headers={
            "Container": "CONTAINER",
            "ID": "CONTAINER ID",
            "Name": "NAME",
            "CPUPerc": "CPU %",
            "MemUsage": "PRIV WORKING SET" if windows else "MEM USAGE / LIMIT",
            "MemPerc": "MEM %",
            "NetIO": "NET I/O",
            "BlockIO": "BLOCK I/O",
            "PIDs": "PIDS",
        },
        table=("ID", "Name", "CPUPerc", "MemUsage", "NetIO", "BlockIO") if windows else TABLE,
        styles={"Name": lambda _: "bold"},
    )


def _memory(usage: Usage, windows: bool) -> str:
    if not usage.valid:
        return f"{UNKNOWN} / {UNKNOWN}"
    if windows:
        return bytes_size(usage.memory)
    return f"{bytes_size(usage.memory)} / {bytes_size(usage.limit)}"


def _pair(values: tuple[float, float]) -> str:
    return f"{human_size(values[0], 3)} / {human_size(values[1], 3)}"
