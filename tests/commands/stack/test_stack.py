"""Stacks against a fake engine."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import ConfigError
from pydock.stack.convert import Namespace, service
from tests.support.command import Runner
from tests.support.engine import FakeEngine

FILE = """\
version: "3.8"
services:
  web:
    image: busybox
    secrets: [s]
    ports: ["8080:80"]
    deploy: {replicas: 2}
secrets: {s: {file: sec}}
"""
MANAGER = {"Swarm": {"ControlAvailable": True}}
LABEL = {"com.docker.stack.namespace": "st"}


@pytest.fixture
def files(run: Runner) -> Runner:
    (run.cwd / "s.yml").write_text(FILE)
    (run.cwd / "sec").write_text("x")
    return run


def present(**task: Any) -> dict[str, Any]:
    """The service that FILE makes, as the engine has it."""
    item = {"image": "busybox", "ports": [{"mode": "ingress", "target": 80, "published": 8080, "protocol": "tcp"}],
            "deploy": {"replicas": 2}}  # fmt: skip
    spec = service(Namespace("st"), "web", item, {})
    spec["TaskTemplate"]["ContainerSpec"].update(
        Image="busybox:latest", Secrets=[{"SecretName": "st_s", "SecretID": "sec1"}], Isolation="default", **task
    )
    spec["TaskTemplate"].update(Networks=[{"Target": "net1", "Aliases": ["web"]}], ForceUpdate=3)
    spec["EndpointSpec"]["Mode"] = "vip"
    return {"ID": "svc1", "Version": {"Index": 8}, "Spec": spec}


def test_deploy_a_new_stack(files: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json=MANAGER)
    fake.on("GET", "/networks", json=[])
    fake.on("POST", "/networks/create", status=201, json={"Id": "n"})
    fake.on("GET", "/secrets/st_s", status=404, json={"message": "no"})
    fake.on("POST", "/secrets/create", status=201, json={"ID": "sec1"})
    fake.on("GET", "/secrets", json=[{"ID": "sec1", "Spec": {"Name": "st_s"}}])
    fake.on("GET", "/services", json=[])
    fake.on("POST", "/services/create", status=201, json={"ID": "svc1"})
    result = files("stack", "deploy", "-d", "--resolve-image", "never", "-c", "s.yml", "st")
    assert result == (0, "Creating network st_default\nCreating secret st_s\nCreating service st_web\n", "")
    spec = fake.requests[-1].json
    assert spec["Labels"] == {**LABEL, "com.docker.stack.image": "busybox"}
    assert spec["TaskTemplate"]["Networks"] == [{"Target": "st_default", "Aliases": ["web"]}]
    assert fake.of("POST", "/secrets/create")[0].json == {"Name": "st_s", "Labels": LABEL, "Data": "eA=="}


def test_update_keeps_digest_and_count_of_forced_updates(files: Runner, fake: FakeEngine) -> None:
    found = present()
    found["Spec"]["TaskTemplate"]["ContainerSpec"]["Image"] = "busybox:latest@sha256:" + "a" * 64
    fake.on("GET", "/info", json=MANAGER)
    fake.on("GET", "/networks", json=[{"Name": "st_default", "Id": "net1"}])
    fake.on("GET", "/secrets/st_s", json={"ID": "sec1", "Version": {"Index": 1}})
    fake.on("POST", "/secrets/sec1/update")
    fake.on("GET", "/secrets", json=[{"ID": "sec1", "Spec": {"Name": "st_s"}}])
    fake.on("GET", "/services", json=[found])
    fake.on("POST", "/services/svc1/update", json={})
    result = files("stack", "deploy", "-d", "--resolve-image", "changed", "-c", "s.yml", "st")
    assert result.stdout == "Updating service st_web (id: svc1)\n"
    task = fake.requests[-1].json["TaskTemplate"]
    assert task["ContainerSpec"]["Image"].startswith("busybox:latest@sha256:")
    assert task["ForceUpdate"] == 3


def test_plan(files: Runner, fake: FakeEngine) -> None:
    other = {"ID": "o", "Spec": {"Name": "st_old", "TaskTemplate": {"ContainerSpec": {}}}}
    fake.on("GET", "/info", json=MANAGER)
    fake.on("GET", "/networks", json=[{"Name": "st_default", "Id": "net1"}])
    fake.on("GET", "/services", json=[present(), other])
    assert files("stack", "deploy", "--plan", "-c", "s.yml", "st").stdout == (
        "keep st_web\nleave st_old: not in the files\n"
    )
    (files.cwd / "s.yml").write_text(FILE.replace("replicas: 2", "replicas: 5"))
    assert files("stack", "deploy", "--plan", "--prune", "-c", "s.yml", "st").stdout == (
        "update st_web: tasks go on\n  Mode.Replicated.Replicas: 2 -> 5\nremove st_old: not in the files\n"
    )
    (files.cwd / "s.yml").write_text(FILE.replace("image: busybox", "image: busybox:2"))
    stdout = files("stack", "deploy", "--plan", "-c", "s.yml", "st").stdout
    assert "update st_web: tasks restart\n" in stdout
    assert "TaskTemplate.ContainerSpec.Image: busybox:latest -> busybox:2\n" in stdout
    assert all(request.method == "GET" for request in fake.requests)


def test_rollback_on_failure(files: Runner, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.cli.convergence.time.sleep", lambda seconds: None)
    found = present()
    fake.on("GET", "/info", json=MANAGER)
    fake.on("GET", "/networks", json=[{"Name": "st_default", "Id": "net1"}])
    fake.on("GET", "/secrets/st_s", json={"ID": "sec1", "Version": {"Index": 1}})
    fake.on("POST", "/secrets/sec1/update")
    fake.on("GET", "/secrets", json=[{"ID": "sec1", "Spec": {"Name": "st_s"}}])
    fake.on("GET", "/services", json=[found])
    fake.on("POST", "/services/svc1/update", json={})
    fake.on("GET", "/tasks", json=[])
    fake.on("GET", "/services/svc1", json={**found, "UpdateStatus": {"State": "paused", "Message": "bad"}})
    result = files("stack", "deploy", "--rollback-on-failure", "--resolve-image", "never", "-c", "s.yml", "st")
    assert result.exit_code == 1
    assert result.stderr == (
        "st_web: service update paused: bad\nPut service st_web back to its earlier definition\n"
        "the deployment failed and was rolled back\n"
    )
    assert fake.of("POST", "/services/svc1/update")[-1].json == found["Spec"]


@pytest.mark.parametrize(
    ("error", "reason"), [("no suitable node", "task 1: no suitable node"), ("", "tasks: 1 pending")]
)
def test_rollback_of_a_task_that_never_finds_a_node(
    files: Runner, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch, error: str, reason: str
) -> None:
    now = [0.0]
    monkeypatch.setattr("pydock.cli.convergence.time.sleep", lambda seconds: now.__setitem__(0, now[0] + 60))
    monkeypatch.setattr("pydock.cli.convergence.time.monotonic", lambda: now[0])
    pending = {"ID": "t1", "Slot": 1, "DesiredState": "running", "Status": {"State": "pending", "Err": error}}
    (files.cwd / "s.yml").write_text("services: {web: {image: busybox}}\n")
    fake.on("GET", "/info", json=MANAGER)
    fake.on("GET", "/networks", json=[{"Name": "st_default", "Id": "net1"}])
    fake.on("GET", "/services", json=[])
    fake.on("POST", "/services/create", status=201, json={"ID": "svc1"})
    fake.on("GET", "/nodes", json=[])
    fake.on("GET", "/tasks", json=[pending])
    fake.on("GET", "/services/svc1", json={**present(), "UpdateStatus": None})
    fake.on("DELETE", "/services/svc1")
    words = ("stack", "deploy", "--rollback-on-failure", "--resolve-image", "never", "-c", "s.yml")
    for bound, said in ((), "10m0s"), (("--rollback-timeout", "90s"), "1m30s"):
        result = files(*words, *bound, "st")
        assert result.exit_code == 1
        assert result.stderr == (
            f"st_web: did not converge within {said}\n{reason}\nRemoved service st_web: it was new\n"
            "the deployment failed and was rolled back\n"
        )


def test_refusals(files: Runner, fake: FakeEngine) -> None:
    fake.may("GET", "/info", json={"Swarm": {}})
    assert files("stack", "deploy", "st").stderr == "Specify a Compose file (with --compose-file)\n"
    assert "not a swarm manager" in files("stack", "deploy", "-c", "s.yml", "st").stderr
    assert files("stack", "deploy", "-c", "s.yml", " ").stderr == 'invalid stack name: " "\n'
    assert files("stack", "deploy", "--resolve-image", "x", "-c", "s.yml", "st").stderr == (
        "Invalid option x for flag --resolve-image\n"
    )
    (files.cwd / "s.yml").write_text('services: {a: {image: "x", mem_limit: 1}}\n')
    assert files("stack", "deploy", "-c", "s.yml", "st").stderr.startswith("Compose file contains unsupported options:")
    (files.cwd / "s.yml").write_text("services: {a: {build: ., container_name: q}}\n")
    stderr = files("stack", "deploy", "-c", "s.yml", "st").stderr
    assert stderr.startswith("Ignoring unsupported options: build\n\nIgnoring deprecated options:\n\ncontainer_name: ")
    assert stderr.endswith("invalid image reference for service a: no image specified\n")


def test_an_external_network_must_be_there(files: Runner, fake: FakeEngine) -> None:
    (files.cwd / "s.yml").write_text("services: {a: {image: x, networks: [n]}}\nnetworks: {n: {external: true}}\n")
    fake.on("GET", "/info", json=MANAGER)
    fake.on("GET", "/networks/n", status=404, json={"message": "x"})
    words = ("stack", "deploy", "-d", "-c", "s.yml", "st")
    assert files(*words).stderr.startswith('network "n" is declared as external, but could not be found.')
    fake.on("GET", "/networks/n", json={"Scope": "local"})
    assert 'not in the right scope: "local" instead of "swarm"' in files(*words).stderr


def test_lists(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services", json=[present()])
    fake.on("GET", "/tasks", json=[])
    assert run("stack", "ls", "--format", "{{.Name}} {{.Services}}").stdout == "st 1\n"
    assert run("stack", "services", "--format", "{{.Name}} {{.Image}}", "st").stdout == "st_web busybox:latest\n"
    assert run("stack", "ps", "st").stderr == "nothing found in stack: st\n"
    fake.on("GET", "/services", json=[])
    assert run("stack", "services", "st") == (0, "", "Nothing found in stack: st\n")


def test_rm(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services", json=[present()])
    fake.on("GET", "/networks", json=[{"Name": "st_default", "Id": "net1"}])
    fake.on("GET", "/secrets", json=[{"ID": "sec1", "Spec": {"Name": "st_s"}}])
    fake.on("GET", "/configs", json=[])
    fake.on("GET", "/tasks", json=[{"Status": {"State": "shutdown"}}])
    fake.on("DELETE", "/services/svc1")
    fake.on("DELETE", "/secrets/sec1", status=400, json={"message": "in use"})
    fake.on("DELETE", "/networks/net1")
    result = run("stack", "rm", "st")
    assert result.stdout == "Removing service st_web\nRemoving secret st_s\nRemoving network st_default\n"
    assert result.stderr == (
        "Failed to remove secret sec1: Error response from daemon: in use\n"
        "Failed to remove some resources from stack: st\n"
    )
    fake.on("DELETE", "/secrets/sec1", status=204)
    assert run("stack", "down", "--detach=false", "st").exit_code == 0


def test_undeclared_names() -> None:
    stack = Namespace("st")
    with pytest.raises(ConfigError, match='undefined network "n"'):
        service(stack, "a", {"image": "x", "networks": {"n": None}}, {})
    with pytest.raises(ConfigError, match='undefined volume "v"'):
        service(stack, "a", {"image": "x", "volumes": [{"type": "volume", "source": "v", "target": "/v"}]}, {})
