"""A new service's spec."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.values.networks import parse_network
from pydock.values.services.create import attachments, deduplicated, drop_empty, merged, new_spec, update_policy
from tests.values.services.making import flags


def spec(**given: Any) -> dict[str, Any]:
    values = flags(**given)
    return new_spec("app", ["x"], values, values.changed, given.get("env", []))


def test_the_least_there_can_be() -> None:
    assert spec() == {
        "Labels": {},
        "TaskTemplate": {
            "ContainerSpec": {"Image": "app", "Args": ["x"], "Init": None, "DNSConfig": {}},
            "Resources": {"Limits": {}, "Reservations": {}},
            "Placement": {},
            "ForceUpdate": 0,
        },
        "Mode": {"Replicated": {}},
        "EndpointSpec": {},
    }


@pytest.mark.parametrize(
    ("given", "mode"),
    [
        ({"replicas": 0}, {"Replicated": {"Replicas": 0}}),
        ({"mode": "global"}, {"Global": {}}),
        ({"mode": "global-job"}, {"GlobalJob": {}}),
        ({"mode": "replicated-job"}, {"ReplicatedJob": {}}),
        ({"mode": "replicated-job", "replicas": 3}, {"ReplicatedJob": {"MaxConcurrent": 3, "TotalCompletions": 3}}),
        ({"mode": "replicated-job", "replicas": 3, "max_concurrent": 1},
         {"ReplicatedJob": {"MaxConcurrent": 1, "TotalCompletions": 3}}),
    ],
)  # fmt: skip
def test_modes(given: dict[str, Any], mode: dict[str, Any]) -> None:
    assert spec(**given)["Mode"] == mode


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mode": "x"}, "Unknown mode: x, only replicated and global supported"),
        ({"mode": "global", "replicas": 1}, "replicas can only be used with replicated or replicated-job mode"),
        ({"mode": "global", "replicas_max_per_node": 1},
         "replicas-max-per-node can only be used with replicated or replicated-job mode"),
        ({"max_concurrent": 1}, "max-concurrent can only be used with replicated-job mode"),
    ],
)  # fmt: skip
def test_flags_that_contradict_the_mode(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        spec(**given)


def test_the_container() -> None:
    container = spec(
        entrypoint=["e"], env=["A=1", "B=1", "A=2"], workdir="/w", tty=True, init=False, dns=["1.1.1.1"],
        container_label=["a=b"], sysctl=["k=v"], cap_add=["net_admin"], health_cmd="x",
        host=["h:1.1.1.1"], credential_spec={"Config": "c", "File": "", "Registry": ""},
    )["TaskTemplate"]["ContainerSpec"]  # fmt: skip
    assert container["Command"] == ["e"]
    assert container["Env"] == ["B=1", "A=2"]
    assert (container["Dir"], container["TTY"], container["Init"]) == ("/w", True, False)
    assert container["DNSConfig"] == {"Nameservers": ["1.1.1.1"]}
    assert (container["Labels"], container["Sysctls"]) == ({"a": "b"}, {"k": "v"})
    assert container["CapabilityAdd"] == ["CAP_NET_ADMIN"]
    assert container["Healthcheck"]["Test"] == ["CMD-SHELL", "x"]
    assert container["Hosts"] == ["1.1.1.1 h"]
    assert container["Privileges"]["CredentialSpec"]["Config"] == "c"


def test_limits_places_and_logs() -> None:
    found = spec(
        limit_cpu=5, reserve_memory=7, constraint=["a==b"], replicas_max_per_node=2, log_driver="json",
        log_opt=["a=b"], endpoint_mode="DNSRR", name="n",
    )  # fmt: skip
    task = found["TaskTemplate"]
    assert task["Resources"] == {"Limits": {"NanoCPUs": 5}, "Reservations": {"MemoryBytes": 7}}
    assert task["Placement"] == {"Constraints": ["a==b"], "MaxReplicas": 2}
    assert task["LogDriver"] == {"Name": "json", "Options": {"a": "b"}}
    assert (found["EndpointSpec"], found["Name"]) == ({"Mode": "dnsrr"}, "n")


def test_policies_are_there_only_where_a_flag_was_given() -> None:
    found = spec(update_parallelism=0, rollback_order="start-first", restart_delay=3)
    assert found["UpdateConfig"] == {
        "Parallelism": 0, "FailureAction": "pause", "Monitor": 5 * 10**9, "MaxFailureRatio": 0.0, "Order": "stop-first",
    }  # fmt: skip
    assert found["RollbackConfig"]["Order"] == "start-first"
    assert found["TaskTemplate"]["RestartPolicy"] == {"Condition": "any", "Delay": 3, "MaxAttempts": 0}


def test_a_policy_keeps_what_it_had() -> None:
    present = {"Parallelism": 4, "Order": "start-first"}
    assert update_policy(present, "update", flags(), []) == present
    changed = update_policy(
        present, "update", flags(update_delay=9, update_monitor=0), ["update-delay", "update-monitor"]
    )
    assert changed == {"Parallelism": 4, "Order": "start-first", "Delay": 9}
    assert merged(None, {"A": 1}, {"b": "B"}, {"b": 2}, []) is None


def test_small_things() -> None:
    assert drop_empty({"a": 0, "b": [], "c": False, "d": "x", "e": None}) == {"d": "x"}
    assert deduplicated(["A", "B=1", "A=2"]) == ["B=1", "A=2"]
    networks = [parse_network("name=z,alias=a"), parse_network("b")]
    assert attachments(networks, {"z": "1", "b": "2"}.__getitem__) == [
        {"Target": "1", "Aliases": ["a"]},
        {"Target": "2"},
    ]
