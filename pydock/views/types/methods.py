"""Methods of Docker's named string types, those that take nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Methods = dict[str, dict[str, Callable[[Any], Any]]]


def _joins(mode: str) -> bool:
    return mode == "container" or mode.startswith("container:")


def _joined(mode: str) -> str:
    return mode.partition(":")[2] if mode.startswith("container:") else ""


def _name(mode: str) -> str:
    for word in ("bridge", "host", "none", "default", "nat"):
        if mode == word:
            return word
    return "container" if _joins(mode) else mode


def _is_user_defined(mode: str) -> bool:
    return bool(mode) and mode not in ("default", "bridge", "host", "none") and not _joins(mode)


def _is(word: str) -> Callable[[Any], bool]:
    return lambda mode: bool(mode == word)


_SHARED: dict[str, Callable[[Any], Any]] = {
    "IsHost": _is("host"),
    "IsContainer": _joins,
    "IsPrivate": lambda mode: mode != "host" and not _joins(mode),
}
METHODS: Methods = {
    "swarm.Version": {"String": lambda version: str(version.raw.get("Index", 0))},
    "nat.Port": {
        "Port": lambda port: port.partition("/")[0],
        "Proto": lambda port: port.partition("/")[2] or "tcp",
        "Int": lambda port: int(port.partition("/")[0].partition("-")[0] or 0),
    },
    "container.NetworkMode": {
        "IsDefault": _is("default"),
        "IsBridge": _is("bridge"),
        "IsHost": _is("host"),
        "IsNone": _is("none"),
        "IsContainer": _joins,
        "IsPrivate": lambda mode: mode != "host" and not _joins(mode),
        "IsUserDefined": _is_user_defined,
        "UserDefined": lambda mode: mode if _is_user_defined(mode) else "",
        "ConnectedContainer": _joined,
        "NetworkName": _name,
    },
    "container.PidMode": {**_SHARED, "Container": _joined},
    "container.IpcMode": {
        "IsHost": _is("host"),
        "IsContainer": lambda mode: mode.startswith("container:"),
        "IsPrivate": _is("private"),
        "IsShareable": _is("shareable"),
        "IsNone": _is("none"),
        "IsEmpty": _is(""),
        "Container": _joined,
    },
    "container.UTSMode": {"IsHost": _is("host"), "IsPrivate": lambda mode: mode != "host"},
    "container.UsernsMode": {"IsHost": _is("host"), "IsPrivate": lambda mode: mode != "host"},
    "container.CgroupnsMode": {
        "IsHost": _is("host"),
        "IsPrivate": _is("private"),
        "IsEmpty": _is(""),
    },
    "container.RestartPolicy": {
        "IsNone": lambda policy: policy.raw.get("Name") in (None, "", "no"),
        "IsAlways": lambda policy: policy.raw.get("Name") == "always",
        "IsOnFailure": lambda policy: policy.raw.get("Name") == "on-failure",
        "IsUnlessStopped": lambda policy: policy.raw.get("Name") == "unless-stopped",
    },
}
