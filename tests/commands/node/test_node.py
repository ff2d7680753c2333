"""The commands on nodes."""

from __future__ import annotations

from typing import Any

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def node(identity: str, hostname: str, role: str = "worker", **more: Any) -> dict[str, Any]:
    return {
        "ID": identity,
        "Version": {"Index": 3},
        "CreatedAt": "2024-01-01T00:00:00Z",
        "Spec": {"Labels": {"old": "1"}, "Role": role, "Availability": "active"},
        "Description": {
            "Hostname": hostname,
            "Platform": {"OS": "linux", "Architecture": "x86_64"},
            "Resources": {"NanoCPUs": 2000000000, "MemoryBytes": 1 << 30},
            "Engine": {"EngineVersion": "28.5", "Plugins": [{"Type": "Volume", "Name": "local"}]},
        },
        "Status": {"State": "ready", "Addr": "10.0.0.1"},
        **more,
    }


def test_ls(run: Runner, fake: FakeEngine) -> None:
    leader = node("n1", "h10", "manager", ManagerStatus={"Leader": True, "Reachability": "reachable"})
    fake.on("GET", "/nodes", json=[leader, node("n2", "h9")])
    fake.on("GET", "/info", json={"Swarm": {"NodeID": "n1"}})
    assert run("node", "ls").stdout.splitlines() == [
        "ID        HOSTNAME   STATUS    AVAILABILITY   MANAGER STATUS   ENGINE VERSION",
        "n2        h9         Ready     Active                          28.5",
        "n1 *      h10        Ready     Active         Leader           28.5",
    ]
    assert run("node", "ls", "-q").stdout == "n2\nn1\n"
    assert (
        run("node", "ls", "--format", "{{.ID}} {{.Self}} {{.TLSStatus}}").stdout
        == "n2 false Unknown\nn1 true Unknown\n"
    )


def test_inspect(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json={"Swarm": {"NodeID": "n1"}})
    fake.on("GET", "/nodes/n1", json=node("n1", "h1"))
    assert run("node", "inspect", "self", "-f", "{{.Spec.Role}} {{.Description.Hostname}}").stdout == "worker h1\n"
    stdout = run("node", "inspect", "--pretty", "n1").stdout
    for line in (
        "Labels:\n - old=1",
        " State:\t\t\tReady",
        " CPUs:\t\t\t2",
        " Volume:\t\tlocal",
        "Engine Version:\t\t28.5",
    ):
        assert f"{line}\n" in stdout
    assert run("node", "inspect", "--pretty", "-f", "x", "n1").stderr == (
        "--format is incompatible with human friendly format\n"
    )


def test_self_where_there_is_no_swarm(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json={"Swarm": {"NodeID": ""}})
    fake.on("GET", "/nodes", status=503, json={"message": "This node is not a swarm manager."})
    assert run("node", "ps").stderr == "Error response from daemon: This node is not a swarm manager.\n"


def test_ps(run: Runner, fake: FakeEngine) -> None:
    def task(identity: str, slot: int, created: str, state: str, error: str = "") -> dict[str, Any]:
        status = {"State": state, "Timestamp": "2024-01-01T00:00:00Z", "Err": error}
        spec = {"ContainerSpec": {"Image": "busybox:1@sha256:" + "a" * 64}}
        return {"ID": identity, "Slot": slot, "CreatedAt": created, "ServiceID": "s1", "NodeID": "n1", "Spec": spec,
                "Status": status, "DesiredState": "running"}  # fmt: skip

    tasks = [task("t1", 1, "2024-01-01", "failed", "x" * 40), task("t2", 1, "2024-01-02", "running")]
    fake.on("GET", "/nodes/n1", json=node("n1", "h1"))
    fake.on("GET", "/tasks", json=tasks)
    fake.on("GET", "/services/s1", json={"ID": "s1", "Spec": {"Name": "web"}})
    run.clock = lambda: 1704067200.0 + 3600 * 5
    rows = run("node", "ps", "n1").stdout.splitlines()
    assert rows[1].startswith("t2")
    assert rows[2].startswith("t1         \\_ web.1   busybox:1   h1        Running         Failed 5 hours ago")
    assert f'"{"x" * 29}…"' in rows[2]
    assert run("node", "ps", "--no-resolve", "-q", "n1").stdout == "t2\nt1\n"


def test_update(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/nodes/n1", json=node("n1", "h1"))
    fake.on("POST", "/nodes/n1/update")
    words = ("--role", "manager", "--availability", "drain", "--label-add", "a=b", "--label-rm", "old")
    assert run("node", "update", *words, "n1") == (0, "n1\n", "")
    assert fake.requests[-1].query == {"version": ["3"]}
    assert fake.requests[-1].json == {"Labels": {"a": "b"}, "Role": "manager", "Availability": "drain"}
    assert run("node", "update", "--label-rm", "zz", "n1").stderr == "key zz doesn't exist in node's labels\n"


def test_promote_and_demote(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/nodes/n1", json=node("n1", "h1"))
    fake.on("POST", "/nodes/n1/update")
    assert run("node", "promote", "n1").stdout == "Node n1 promoted to a manager in the swarm.\n"
    assert run("node", "demote", "n1").stdout == "Node n1 is already a worker.\n"
    fake.on("GET", "/nodes/n1", json=node("n1", "h1", "manager"))
    assert run("node", "demote", "n1").stdout == "Manager n1 demoted in the swarm.\n"


def test_rm(run: Runner, fake: FakeEngine) -> None:
    fake.on("DELETE", "/nodes/n1")
    assert run("node", "rm", "-f", "n1").stdout == "n1\n"
    assert fake.requests[0].query == {"force": ["1"]}
