"""Devices of the host: ``--device``, ``--device-cgroup-rule``, and the block devices' weights and rates."""

from __future__ import annotations

import re
from posixpath import isabs, normpath
from typing import Any

from pydock.values.numbers import parse_decimal_uint
from pydock.values.sizes import parse_bytes

_CDI = re.compile(
    r"[a-zA-Z](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9])?/[a-zA-Z](?:[a-zA-Z0-9_-]*[a-zA-Z0-9])?"
    r"=[a-zA-Z0-9](?:[a-zA-Z0-9_.:-]*[a-zA-Z0-9])?\Z"
)
_RULE = re.compile(r"[acb] (?:[0-9]+|\*):(?:[0-9]+|\*) [rwm]{1,3}\Z")


def is_cdi(text: str) -> bool:
    """Whether ``text`` names a device by the Container Device Interface: ``vendor.com/class=name``."""
    return _CDI.match(text) is not None


def parse_device(text: str) -> dict[str, str]:
    """``HOST[:CONTAINER][:MODE]`` of a Linux engine as the API's ``Devices`` entry. ValueError in Docker's words."""
    parts = text.split(":")
    if len(parts) > 3 or not parts[0]:
        raise ValueError(f"bad format for path: {text}")
    host, container, mode = parts[0], "", ""
    if len(parts) == 3:
        container, mode = parts[1], parts[2]
        if not _is_mode(mode):
            raise ValueError(f"bad mode specified: {mode}")
    elif len(parts) == 2 and _is_mode(parts[1]):
        mode = parts[1]
    elif len(parts) == 2:
        container = parts[1]
    path = host if len(parts) == 1 or (len(parts) == 2 and mode) else container
    if not isabs(path):
        raise ValueError(f"{path} is not an absolute path")
    if len(parts) < 3:
        host, container = (host, _clean(container)) if container else (_clean(host), "")
    return {"PathOnHost": host, "PathInContainer": container or host, "CgroupPermissions": mode or "rwm"}


def _clean(path: str) -> str:
    return "/" + normpath(path).lstrip("/") if path.startswith("/") else normpath(path)


def _is_mode(text: str) -> bool:
    return bool(text) and set(text) <= set("rwm") and len(set(text)) == len(text)


def parse_cgroup_rule(text: str) -> str:
    """``text`` if it is a rule of the devices cgroup, ``c 1:3 rwm``."""
    if not _RULE.match(text):
        raise ValueError(f"invalid device cgroup format '{text}'")
    return text


def parse_weight_device(text: str) -> dict[str, Any]:
    """``/dev/sda:500`` as ``{"Path": ..., "Weight": 10..1000 or 0}``."""
    path, value = _block_device(text)
    try:
        weight = parse_decimal_uint(value, 16)
    except ValueError:
        weight = 1
    if weight and not 10 <= weight <= 1000:
        raise ValueError(f"invalid weight for device: {text}")
    return {"Path": path, "Weight": weight}


def parse_bps_device(text: str) -> dict[str, Any]:
    """``/dev/sda:10mb`` as ``{"Path": ..., "Rate": bytes per second}``."""
    path, value = _block_device(text)
    try:
        return {"Path": path, "Rate": parse_bytes(value)}
    except ValueError:
        raise ValueError(
            f"invalid rate for device: {text}. The correct format is <device-path>:<number>[<unit>]. "
            "Number must be a positive integer. Unit is optional and can be kb, mb, or gb"
        ) from None


def parse_iops_device(text: str) -> dict[str, Any]:
    """``/dev/sda:1000`` as ``{"Path": ..., "Rate": operations per second}``."""
    path, value = _block_device(text)
    try:
        return {"Path": path, "Rate": parse_decimal_uint(value)}
    except ValueError:
        raise ValueError(
            f"invalid rate for device: {text}. The correct format is <device-path>:<number>. "
            "Number must be a positive integer"
        ) from None


def _block_device(text: str) -> tuple[str, str]:
    path, colon, value = text.partition(":")
    if not colon or not path:
        raise ValueError(f"bad format: {text}")
    if not path.startswith("/dev/"):
        raise ValueError(f"bad format for device path: {text}")
    return path, value
