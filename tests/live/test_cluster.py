"""Swarm on a real cluster of three engines; the tests go on from one another, as a cluster's life does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.conftest import without
from tests.support.cluster import Cluster, until
from tests.support.live import LiveEngine, Unavailable, available

FILE = """\
version: "3.8"
services:
  web:
    image: busybox
    command: sh -c 'mkdir -p /www; echo hello > /www/index.html; httpd -f -p 80 -h /www'
    ports: ["8088:80"]
    secrets: [word]
    deploy: {replicas: 2}
secrets: {word: {file: word}}
"""


def _paths() -> list[str]:
    try:
        return [path for kind, path in available() if kind == "dockerd"]
    except Unavailable:
        return []


@pytest.fixture(scope="module", params=_paths() or [""], ids=lambda path: f"dockerd{path[:12]}")
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    try:
        if not request.param:
            raise Unavailable("no dockerd")
        made = Cluster(request.param)
    except Unavailable as reason:
        without(reason)
    yield made
    made.stop()


def node_id(engine: LiveEngine) -> str:
    return engine.ok("info", "-f", "{{.Swarm.NodeID}}").strip()


def running(engine: LiveEngine, service: str, *more: str) -> list[str]:
    words = ("--filter", "desired-state=running", "--format", "{{.CurrentState}}", *more)
    states = engine.ok("service", "ps", *words, service).splitlines()
    return [state for state in states if state.startswith("Running")]


def test_join_and_promote(cluster: Cluster) -> None:
    first, second, third = cluster.engines
    stdout = first.ok("swarm", "init", "--advertise-addr", cluster.address(0))
    assert "is now a manager" in stdout
    worker = first.ok("swarm", "join-token", "-q", "worker").strip()
    manager = first.ok("swarm", "join-token", "-q", "manager").strip()
    remote = f"{cluster.address(0)}:2377"
    stdout = second.ok("swarm", "join", "--token", manager, "--advertise-addr", cluster.address(1), remote)
    assert stdout == "This node joined a swarm as a manager.\n"
    stdout = third.ok("swarm", "join", "--token", worker, "--advertise-addr", cluster.address(2), remote)
    assert stdout == "This node joined a swarm as a worker.\n"
    assert first.ok("node", "promote", node_id(third)).endswith("promoted to a manager in the swarm.\n")
    until("three managers", lambda: first.ok("node", "ls", "-q", "-f", "role=manager").count("\n") == 3)
    assert third.pydock("swarm", "init").stderr.startswith("Error response from daemon: This node is already part")


def test_service_spreads_and_moves_off_a_drained_node(cluster: Cluster) -> None:
    first, _, third = cluster.engines
    result = first.pydock("service", "create", "--no-resolve-image", "--name", "web", "--replicas", "3",
                          "--update-monitor", "1s", "--update-delay", "0s", "busybox", "sleep", "1000")  # fmt: skip
    assert result.exit_code == 0, result
    assert "overall progress: 3 out of 3 tasks\n" in result.stdout
    drained = node_id(third)
    first.ok("node", "update", "--availability", "drain", drained)
    until("tasks to leave", lambda: not first.ok("node", "ps", "-q", "-f", "desired-state=running", drained))
    until("three tasks elsewhere", lambda: len(running(first, "web")) == 3)
    first.ok("node", "update", "--availability", "active", drained)


def test_an_update_with_a_failing_image_pauses_and_rolls_back(cluster: Cluster) -> None:
    first = cluster.engines[0]
    broken = ("--update-monitor", "5s", "--restart-condition", "none", "--no-resolve-image")
    result = first.pydock("service", "update", *broken, "--args", "false", "web")
    assert result.exit_code == 1
    assert result.stderr.startswith("service update paused: update paused due to failure")
    assert "non-zero exit (1)" in result.stderr
    result = first.pydock("service", "rollback", "-q", "web")
    assert result.exit_code == 0, result
    until("three tasks again", lambda: len(running(first, "web")) == 3)
    result = first.pydock("service", "update", "--update-failure-action", "rollback", *broken, "--args", "false", "web")
    assert "rollback" in result.stdout + result.stderr
    assert first.ok("service", "inspect", "-f", "{{.Spec.TaskTemplate.ContainerSpec.Args}}", "web") == "[sleep 1000]\n"


def test_secrets_rotate(cluster: Cluster) -> None:
    first = cluster.engines[0]
    first.ok("secret", "create", "one", "-", stdin=b"1")
    first.ok("secret", "create", "two", "-", stdin=b"2")
    first.ok("service", "update", "-q", "--secret-add", "source=one,target=word", "web")
    first.ok("service", "update", "-q", "--secret-rm", "one", "--secret-add", "source=two,target=word", "web")
    assert first.ok("secret", "rm", "one") == "one\n"
    assert "is in use by" in first.pydock("secret", "rm", "two").stderr
    assert "Data" not in first.ok("secret", "inspect", "two")
    first.ok("service", "rm", "web")


def test_a_stack_answers_on_its_port(cluster: Cluster) -> None:
    first = cluster.engines[0]
    (first.work / "s.yml").write_text(FILE)
    (first.work / "word").write_text("x")
    result = first.pydock("stack", "deploy", "--detach=false", "--resolve-image", "never", "-c", "s.yml", "st")
    assert result.exit_code == 0, result
    assert first.ok("stack", "ls", "--format", "{{.Name}} {{.Services}}") == "st 1\n"
    assert first.ok("stack", "services", "--format", "{{.Replicas}}", "st") == "2/2\n"
    assert first.ok("stack", "deploy", "--plan", "-c", "s.yml", "st") == "keep st_web\n"
    before = sorted(first.ok("stack", "ps", "-q", "st").split())
    first.ok("stack", "deploy", "-d", "--resolve-image", "never", "-c", "s.yml", "st")
    assert sorted(first.ok("stack", "ps", "-q", "st").split()) == before
    first.ok("stack", "rm", "--detach=false", "st")


def test_a_failed_deployment_is_taken_back(cluster: Cluster) -> None:
    first = cluster.engines[0]
    text = "services: {a: {image: busybox, command: sleep 1000, deploy: {update_config: {monitor: 3s}}}}\n"
    (first.work / "s.yml").write_text(text)
    first.ok("stack", "deploy", "--detach=false", "--resolve-image", "never", "-c", "s.yml", "rb")
    (first.work / "s.yml").write_text(text.replace("sleep 1000", '"false"'))
    result = first.pydock("stack", "deploy", "--rollback-on-failure", "--resolve-image", "never", "-c", "s.yml", "rb")
    assert result.exit_code == 1
    assert result.stderr.endswith(
        "Put service rb_a back to its earlier definition\nthe deployment failed and was rolled back\n"
    )
    until("the old task", lambda: len(running(first, "rb_a")) == 1)
    assert first.ok("service", "inspect", "-f", "{{.Spec.TaskTemplate.ContainerSpec.Args}}", "rb_a") == "[sleep 1000]\n"
    first.ok("stack", "rm", "rb")


def test_quorum_is_lost_and_said_so(cluster: Cluster) -> None:
    first, second, third = cluster.engines
    lost = node_id(third)
    third.kill()
    until("the node to be down", lambda: "down" in first.ok("node", "inspect", "-f", "{{.Status.State}}", lost))
    second.kill()
    result = until("the loss to be seen", lambda: _failed(first))
    assert "The swarm does not have a leader" in result


def _failed(engine: LiveEngine) -> str:
    result = engine.pydock("node", "ls")
    return result.stderr if result.exit_code and "leader" in result.stderr else ""
