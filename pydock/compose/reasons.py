"""Why a container no longer matches its service: which attribute changed, from what to what."""

from __future__ import annotations

from typing import Any

from pydock.compose.podman import as_asked, is_podman

Json = dict[str, Any]

_CONFIG = {
    "Cmd": "command", "Entrypoint": "entrypoint", "Hostname": "hostname", "Domainname": "domainname", "User": "user",
    "Tty": "tty", "OpenStdin": "stdin_open", "WorkingDir": "working_dir", "Healthcheck": "healthcheck",
    "StopSignal": "stop_signal", "StopTimeout": "stop_grace_period", "Image": "image",
}  # fmt: skip
_HOST = {
    "PortBindings": "ports", "RestartPolicy": "restart", "CapAdd": "cap_add", "CapDrop": "cap_drop", "Dns": "dns",
    "DnsOptions": "dns_opt", "DnsSearch": "dns_search", "ExtraHosts": "extra_hosts", "GroupAdd": "group_add",
    "IpcMode": "ipc", "PidMode": "pid", "Privileged": "privileged", "ReadonlyRootfs": "read_only",
    "SecurityOpt": "security_opt", "UTSMode": "uts", "UsernsMode": "userns_mode", "ShmSize": "shm_size",
    "Sysctls": "sysctls", "Tmpfs": "tmpfs", "Init": "init", "Runtime": "runtime", "LogConfig": "logging",
    "CpuShares": "cpu_shares", "Memory": "mem_limit", "NanoCpus": "cpus", "CpuPeriod": "cpu_period",
    "CpuQuota": "cpu_quota", "CpusetCpus": "cpuset", "Devices": "devices", "DeviceRequests": "gpus",
    "MemoryReservation": "mem_reservation", "MemorySwap": "memswap_limit", "PidsLimit": "pids_limit",
    "Ulimits": "ulimits", "VolumesFrom": "volumes_from", "NetworkMode": "network_mode", "Annotations": "annotations",
    "Binds": "volumes", "Mounts": "volumes", "OomScoreAdj": "oom_score_adj", "StorageOpt": "storage_opt",
    "BlkioWeight": "blkio_config", "CgroupParent": "cgroup_parent",
}  # fmt: skip
# What the engine fills in where the request says nothing.
_FILLED = {"ShmSize", "IpcMode", "LogConfig", "MemorySwap", "Runtime", "Hostname", "CgroupnsMode", "SecurityOpt"}
_UNSET = {"RestartPolicy": {"Name": "no"}}


class Change:
    """One attribute that differs; ``old`` and ``new`` are as the engine sees them."""

    __slots__ = ("attribute", "new", "old")

    def __init__(self, attribute: str, old: Any, new: Any) -> None:
        self.attribute = attribute
        self.old = old
        self.new = new

    def __str__(self) -> str:
        return f"{self.attribute} changed from {_show(self.old)} to {_show(self.new)}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Change) and (self.attribute, self.old, self.new) == (
            other.attribute,
            other.old,
            other.new,
        )

    __hash__ = None  # type: ignore[assignment]


def _show(value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " ".join(value)
    import json

    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _normal(value: Any) -> Any:
    """``value`` without what means nothing: zeros, empties, and fields that hold only those."""
    if isinstance(value, dict):
        kept = {key: _normal(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", 0, False, [], {})} or None
    if isinstance(value, list):
        return [_normal(item) for item in value] or None
    return None if value in ("", 0, False) else value


def changes(body: Json, container: Json, image: Json | None) -> list[Change]:
    """What differs between the ``create`` body wanted now and the inspected ``container``; ``image`` is its image."""
    found: list[Change] = []
    if is_podman(container):
        container = as_asked(body, container)
    ours, theirs = body, container.get("Config") or {}
    defaults = (image or {}).get("Config") or {}
    for field, attribute in _CONFIG.items():
        new, old = _normal(ours.get(field)), _normal(theirs.get(field))
        if new is None and old is not None and (field in _FILLED or old == _normal(defaults.get(field))):
            continue
        if new != old:
            found.append(Change(attribute, old, new))
    found += _environment(ours, theirs, defaults)
    found += _labels(ours, theirs, defaults)
    wanted, actual = body["HostConfig"], container.get("HostConfig") or {}
    for field, attribute in _HOST.items():
        new, old = _normal(wanted.get(field)), _normal(actual.get(field))
        if new is None and (field in _FILLED or old == _UNSET.get(field, {})):
            continue
        if new != old and not any(change.attribute == attribute for change in found):
            found.append(Change(attribute, old, new))
    return found


def _pairs(lines: Any) -> dict[str, str]:
    return {name: value for name, _, value in (str(line).partition("=") for line in lines or ())}


def _environment(ours: Json, theirs: Json, defaults: Json) -> list[Change]:
    base = _pairs(defaults.get("Env"))
    new, old = {**base, **_pairs(ours.get("Env"))}, _pairs(theirs.get("Env"))
    return [
        Change(f"environment.{name}", old.get(name), new.get(name))
        for name in sorted({*new, *old})
        if old.get(name) != new.get(name)
    ]


def _labels(ours: Json, theirs: Json, defaults: Json) -> list[Change]:
    base = defaults.get("Labels") or {}
    new, old = {**base, **(ours.get("Labels") or {})}, theirs.get("Labels") or {}
    return [
        Change(f"labels.{name}", old.get(name), new.get(name))
        for name in sorted({*new, *old})
        if not name.startswith("com.docker.compose.") and old.get(name) != new.get(name)
    ]
