"""Mounts of a stack's service."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import ConfigError
from pydock.stack.convert import Namespace
from pydock.stack.mounts import convert_mount

ST = Namespace("st")
MARK = {"com.docker.stack.namespace": "st"}
VOLUMES: dict[str, Any] = {
    "plain": None,
    "named": {"name": "mine", "labels": {"a": "b"}, "driver": "nfs", "driver_opts": {"o": "x"}},
    "theirs": {"name": "theirs", "external": True},
}


@pytest.mark.parametrize(
    ("mount", "result"),
    [
        ({"type": "volume", "target": "/t"}, {"Type": "volume", "Target": "/t"}),
        ({"type": "volume", "source": "plain", "target": "/t", "read_only": True},
         {"Type": "volume", "Source": "st_plain", "Target": "/t", "ReadOnly": True, "VolumeOptions": {"Labels": MARK}}),
        ({"type": "volume", "source": "named", "target": "/t", "volume": {"nocopy": True, "subpath": "s"}},
         {"Type": "volume", "Source": "mine", "Target": "/t", "VolumeOptions": {
             "NoCopy": True, "Subpath": "s", "Labels": {"a": "b", **MARK},
             "DriverConfig": {"Name": "nfs", "Options": {"o": "x"}}}}),
        ({"type": "volume", "source": "theirs", "target": "/t"},
         {"Type": "volume", "Source": "theirs", "Target": "/t", "VolumeOptions": {}}),
        ({"type": "cluster", "source": "theirs", "target": "/t"},
         {"Type": "cluster", "Source": "theirs", "Target": "/t", "ClusterOptions": {}}),
        ({"type": "bind", "source": "/h", "target": "/t", "bind": {"propagation": "rshared"}},
         {"Type": "bind", "Source": "/h", "Target": "/t", "BindOptions": {"Propagation": "rshared"}}),
        ({"type": "tmpfs", "target": "/t", "tmpfs": {"size": 5}},
         {"Type": "tmpfs", "Target": "/t", "TmpfsOptions": {"SizeBytes": 5}}),
        ({"type": "npipe", "source": "p", "target": "q"}, {"Type": "npipe", "Source": "p", "Target": "q"}),
    ],
)  # fmt: skip
def test_mounts(mount: dict[str, Any], result: dict[str, Any]) -> None:
    assert convert_mount(ST, mount, VOLUMES) == result


@pytest.mark.parametrize(
    ("mount", "message"),
    [
        ({"type": "x"}, "volume type must be volume, bind, tmpfs, npipe, or cluster"),
        ({"type": "bind", "source": "/h", "volume": {}}, "volume options are incompatible with type bind"),
        ({"type": "volume", "bind": {}}, "bind options are incompatible with type volume"),
        ({"type": "volume", "source": "nosuch", "target": "/t"}, 'undefined volume "nosuch"'),
        ({"type": "tmpfs", "source": "x"}, "invalid tmpfs source, source must be empty"),
        ({"type": "bind"}, "invalid bind source, source cannot be empty"),
        ({"type": "npipe"}, "invalid npipe source, source cannot be empty"),
    ],
)
def test_refusals(mount: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        convert_mount(ST, mount, VOLUMES)
    assert caught.value.message == message
