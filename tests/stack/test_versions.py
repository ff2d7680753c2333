"""Which version of the format brought which attribute. The expectations are docker 28.5's."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import ConfigError
from pydock.stack.check import check
from pydock.stack.versions import too_new

SERVICE: dict[str, Any] = {
    "build": {"labels": {}, "target": "t"},
    "init": True,
    "deploy": {
        "update_config": {"order": "start-first"},
        "rollback_config": {},
        "resources": {"limits": {"pids": 1}},
        "placement": {"preferences": [], "max_replicas_per_node": 1},
    },
    "networks": {"n": {"driver_opts": {}}},
    "volumes": ["v:/v", {"tmpfs": {}}],
}


def found(minor: int) -> list[str]:
    document = {"services": {"a": SERVICE}, "configs": {"c": {"name": "x"}}, "volumes": {"v": None}}
    return [".".join((*path, name)).replace("services.a.", "") for path, name in too_new(document, minor)]


@pytest.mark.parametrize(
    ("minor", "names"),
    [
        (2, ["build.labels", "build.target", "deploy.update_config.order", "deploy.rollback_config",
             "deploy.resources.limits.pids", "deploy.placement.preferences", "deploy.placement.max_replicas_per_node",
             "init", "networks.n.driver_opts", "volumes.1.tmpfs", "configs"]),
        (4, ["deploy.rollback_config", "deploy.resources.limits.pids", "deploy.placement.max_replicas_per_node",
             "init", "networks.n.driver_opts", "volumes.1.tmpfs", "configs.c.name"]),
        (8, ["deploy.resources.limits.pids", "networks.n.driver_opts"]),
        (12, ["networks.n.driver_opts"]),
        (13, []),
    ],
)  # fmt: skip
def test_attributes_of_later_versions(minor: int, names: list[str]) -> None:
    assert sorted(found(minor)) == sorted(names)


def test_they_are_faults_as_unknown_ones_are() -> None:
    document = {"services": {"a": {"deploy": {"resources": {"limits": {"pids": 1}}}}}}
    check(document, 9)
    with pytest.raises(ConfigError) as caught:
        check(document, 8)
    assert caught.value.message == "services.a.deploy.resources.limits Additional property pids is not allowed"
