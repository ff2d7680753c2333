"""Which minor version of the format brought which attribute: a file of an older one may not use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydock.stack.shapes import SHAPES

Path = tuple[str, ...]

_SINCE = {
    "Config": {"secrets": 1, "configs": 3},
    "Service": {
        "configs": 3, "credential_spec": 3, "isolation": 5, "init": 7, "cgroupns_mode": 9, "oom_score_adj": 13,
    },
    "Credential": {"config": 8},
    "Build": {"labels": 3, "network": 4, "target": 4, "shm_size": 5, "extra_hosts": 9, "isolation": 11},
    "Deploy": {"rollback_config": 7},
    "Policy": {"order": 4},
    "Limit": {"generic_resources": 5, "pids": 9},
    "Placement": {"preferences": 3, "max_replicas_per_node": 8},
    "Health": {"start_period": 4, "start_interval": 12},
    "Attachment": {"driver_opts": 13},
    "Mount": {"tmpfs": 6},
    "Network": {"name": 5},
    "Volume": {"name": 4},
    "File": {"name": 5, "driver": 8, "driver_opts": 8, "template_driver": 8},
}  # fmt: skip
_NAMED = {"networks": "Attachment", "ulimits": "Ulimit"}


def too_new(value: Any, minor: int, shape: str = "Config", path: Path = ()) -> Iterator[tuple[Path, str]]:
    """(place of the structure, attribute) for each attribute that format 3.``minor`` does not know yet."""
    if not isinstance(value, dict):
        return
    for field in SHAPES[shape]:
        if field.name not in value:
            continue
        if minor < _SINCE.get(shape, {}).get(field.name, 0):
            yield path, field.name
        else:
            for below, inner, key in _structures(value[field.name], field.kind):
                yield from too_new(below, minor, inner, (*path, field.name, *key))


def _structures(value: Any, kind: str) -> Iterator[tuple[Any, str, Path]]:
    """The structures that an attribute of ``kind`` holds: each with its shape and its place below the attribute."""
    shape = _NAMED.get(kind) or ("Port" if kind == "ports" else kind.strip("[]{}").removesuffix("|str"))
    if shape not in SHAPES:
        return
    if kind in _NAMED or kind.startswith("{"):
        yield from ((item, shape, (str(key),)) for key, item in (value.items() if isinstance(value, dict) else ()))
    elif kind == "ports" or kind.startswith("["):
        yield from ((item, shape, (str(at),)) for at, item in enumerate(value if isinstance(value, list) else ()))
    else:
        yield value, shape, ()
