"""Flags of ``service update`` put into a spec."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.values.services.update import update_spec

LISTS = [
    *(f"{name}_{way}" for way in ("add", "rm") for name in (
        "label", "container_label", "mount", "ulimit", "sysctl", "group", "dns", "dns_search", "dns_option", "host",
        "constraint", "placement_pref", "publish", "generic_resource",
    )),
    "env_rm", "cap_add", "cap_drop", "log_opt",
]  # fmt: skip


def update(spec: dict[str, Any], env: tuple[str, ...] = (), **flags: Any) -> dict[str, Any]:
    values: dict[str, Any] = {name: [] for name in LISTS}
    values |= {"log_driver": None, "force": False, "no_healthcheck": False, "health_cmd": None, **flags}
    changed = {name.replace("_", "-") for name in flags}
    update_spec(spec, values, changed, env)
    return spec


def spec(**container: Any) -> dict[str, Any]:
    return {"TaskTemplate": {"ContainerSpec": {"Image": "x", **container}}, "Mode": {"Replicated": {"Replicas": 1}}}


def container(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = made["TaskTemplate"]["ContainerSpec"]
    return found


def test_nothing_asked_nothing_changed() -> None:
    assert update(spec(Env=["A=1"])) == spec(Env=["A=1"])


def test_lists_grow_and_shrink() -> None:
    made = container(
        update(
            spec(Env=["A=1", "B=2"], Groups=["a", "b"], Hosts=["1.1.1.1 h", "2.2.2.2 h"], Labels={"a": "1"},
                 DNSConfig={"Search": ["x"]}, Ulimits=[{"Name": "core", "Soft": 1, "Hard": 1}]),
            env=("B=3", "C=4"), env_rm=["A"], group_add=["0"], group_rm=["a"],
            host_rm=["h:1.1.1.1"], host_add=["n:3.3.3.3"],
            container_label_rm=["a"], dns_add=["8.8.8.8"], dns_search_rm=["x"], ulimit_rm=["core"],
        )
    )  # fmt: skip
    assert made == {
        "Image": "x",
        "Env": ["B=3", "C=4"],
        "Groups": ["0", "b"],
        "Hosts": ["2.2.2.2 h", "3.3.3.3 n"],
        "DNSConfig": {"Nameservers": ["8.8.8.8"]},
    }


def test_mounts_by_target() -> None:
    old = [{"Type": "volume", "Source": "b", "Target": "/b"}, {"Type": "volume", "Source": "a", "Target": "/a"}]
    new = {"Type": "volume", "Source": "z", "Target": "/b"}
    assert container(update(spec(Mounts=old), mount_add=[new], mount_rm=["/a"]))["Mounts"] == [new]
    with pytest.raises(ValueError, match="duplicate mount target"):
        update(spec(), mount_add=[new, new])


def test_ports() -> None:
    def port(target: int, published: int) -> dict[str, Any]:
        return {"Protocol": "tcp", "TargetPort": target, "PublishedPort": published, "PublishMode": "ingress"}

    made = spec()
    made["EndpointSpec"] = {"Mode": "vip", "Ports": [port(80, 8080), port(81, 8081)]}
    update(made, publish_add=[port(82, 8082)], publish_rm=[port(80, 0)])
    assert made["EndpointSpec"]["Ports"] == [port(81, 8081), port(82, 8082)]


def test_capabilities() -> None:
    made = container(update(spec(CapabilityAdd=["CAP_A"], CapabilityDrop=["CAP_B"]), cap_add=["b"], cap_drop=["a"]))
    assert (made["CapabilityAdd"], made["CapabilityDrop"]) == (["CAP_B"], ["CAP_A"])
    assert "CapabilityAdd" not in container(update(spec(CapabilityAdd=["CAP_A"]), cap_add=["RESET"]))


def test_health() -> None:
    made = container(update(spec(Healthcheck={"Test": ["NONE"]}), health_interval=5))
    assert made["Healthcheck"] == {"Interval": 5}
    assert container(update(spec(), no_healthcheck=True))["Healthcheck"] == {"Test": ["NONE"]}
    with pytest.raises(ValueError, match="conflicts with --health"):
        update(spec(), no_healthcheck=True, health_cmd="x")


def test_resources_placement_and_policies() -> None:
    made = update(
        spec(), limit_cpu=5, reserve_memory=7, generic_resource_add=["g=1"], constraint_add=["b", "a"],
        restart_delay=0, update_parallelism=3, force=True, replicas=4, log_driver="none",
    )  # fmt: skip
    task = made["TaskTemplate"]
    assert task["Resources"] == {
        "Limits": {"NanoCPUs": 5},
        "Reservations": {"MemoryBytes": 7, "GenericResources": [{"DiscreteResourceSpec": {"Kind": "g", "Value": 1}}]},
    }
    assert task["Placement"] == {"Constraints": ["a", "b"]}
    assert task["RestartPolicy"] == {"Condition": "any", "Delay": 0, "MaxAttempts": 0}
    assert task["ForceUpdate"] == 1
    assert task["LogDriver"] == {"Name": "none"}
    assert made["UpdateConfig"]["Parallelism"] == 3
    assert made["Mode"] == {"Replicated": {"Replicas": 4}}


def test_what_does_not_fit() -> None:
    made = spec()
    made["Mode"] = {"Global": {}}
    with pytest.raises(ValueError, match="replicas can only be used"):
        update(made, replicas=1)
    with pytest.raises(ValueError, match="max-concurrent can only be used"):
        update(spec(), max_concurrent=1)
    with pytest.raises(ValueError, match="could not find generic-resource `x` to remove it"):
        update(spec(), generic_resource_rm=["x"])
