"""Swarm on a real cluster of three engines; the tests go on from one another, as a cluster's life does."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import without
from tests.support.cluster import Cluster, until
from tests.support.live import GUARD, LiveEngine, Unavailable, available

FILE = """\
version: "3.8"
services:
  web:
    image: busybox
    command: sh -c 'mkdir -p /www; echo hello > /www/index.html; httpd -f -p 80 -h /www'
    ports: ["8088:80"]
    stop_grace_period: 1s
    secrets: [word]
    deploy: {replicas: 2}
secrets: {word: {file: word}}
"""
# Each node's front answers with its node and with what it fetches by name, over the overlay, from the one api.
# A static busybox's wget crashes without the machine's name services, so nslookup and nc do its work.
SPREAD = """\
services:
  front:
    image: busybox
    environment: ["NODE={{.Node.ID}}"]
    command:
    - sh
    - -c
    - |
      mkdir -p /www/cgi-bin
      cat > /www/cgi-bin/all <<'END'
      #!/bin/sh
      at=$$(nslookup api | sed -n 's/^Address: //p')
      echo; echo $$NODE; printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 5 $$at 80 | tail -n 1
      END
      chmod +x /www/cgi-bin/all
      exec httpd -f -p 80 -h /www
    ports: [{target: 80, published: 8089, mode: host}]
    stop_grace_period: 1s
    deploy: {mode: global, endpoint_mode: dnsrr}
  api:
    image: busybox
    command: sh -c 'mkdir /www; echo from the api > /www/index.html; exec httpd -f -p 80 -h /www'
    stop_grace_period: 1s
    deploy: {endpoint_mode: dnsrr, placement: {constraints: [node.id == PLACE]}}
networks: {default: {driver: overlay}}
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
            available()  # tells why there is none
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


def fetch(engine: LiveEngine, url: str) -> str:
    """What a server on the cluster's bridge answers; nothing where it does not."""
    script = f"import urllib.request as u; print(u.urlopen('http://{url}', timeout=5).read().decode(), end='')"
    command = engine.inside([sys.executable, "-c", script])
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def answers(engine: LiveEngine, url: str, text: str) -> None:
    until(f"{url} to answer {text!r}", lambda: fetch(engine, url) == text)


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


def said(log: Path) -> dict[tuple[str, str], list[int]]:
    """The numbers that each task (slot, id) has written, in the order of the lines."""
    found: dict[tuple[str, str], list[int]] = {}
    for line in log.read_text().splitlines(keepends=True):
        if line.endswith("\n"):
            match = re.fullmatch(r"talk\.(\d+)\.(\w{12})@\S+( +)\| line (\d+)\n", line)
            assert match, line
            slot, task, pad, number = match.groups()
            assert len(pad) == 6 - len(slot), "names are as wide as that of the highest slot"
            found.setdefault((slot, task), []).append(int(number))
    return found


def test_logs_follow_tasks_to_where_they_go(cluster: Cluster) -> None:
    first, _, third = cluster.engines
    count = "i=0; while :; do i=$((i + 1)); echo line $i; sleep 0.3; done"
    words = ("--no-resolve-image", "--stop-grace-period", "0s", "--replicas", "10", "busybox", "sh", "-c", count)
    first.ok("service", "create", "-d", "--name", "talk", *words)
    log = first.folder / "talk"
    follower = first.spawn([sys.executable, "-m", "pydock", "-H", first.host, "service", "logs", "-f", "talk"], log)
    until("a line of each task", lambda: len(said(log)) == 10)
    drained = node_id(third)
    ids = first.ok("node", "ps", "-q", "--no-trunc", "-f", "desired-state=running", drained).split()
    left = {(slot, task) for slot, task in said(log) if any(name.startswith(task) for name in ids)}
    slots = sorted(slot for slot, _ in left)
    assert slots
    first.ok("node", "update", "--availability", "drain", drained)
    until("the lines of their successors", lambda: len(said(log)) == 10 + len(slots))
    first.ok("node", "update", "--availability", "active", drained)
    tasks = said(log)
    assert sorted(slot for slot, _ in list(tasks)[10:]) == slots
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in tasks.values()), "in order, nothing missing"
    follower.send_signal(signal.SIGINT)
    assert follower.wait(GUARD) == 130
    first.ok("service", "rm", "talk")


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
    if Path("/proc/net/ip_vs").exists():
        for number in range(3):
            answers(first, f"{cluster.address(number)}:8088", "hello\n")
    else:
        # A kernel without IPVS has no routing mesh: no node passes a published port on to another's task.
        # What such a kernel can do is in the next test: ports in mode host, and names without a virtual address.
        assert not fetch(first, f"{cluster.address(0)}:8088")
    first.ok("stack", "rm", "--detach=false", "st")


def test_a_stack_spreads_over_an_overlay_network(cluster: Cluster) -> None:
    first = cluster.engines[0]
    (first.work / "s.yml").write_text(SPREAD.replace("PLACE", node_id(cluster.engines[2])))
    result = first.pydock("stack", "deploy", "--detach=false", "--resolve-image", "never", "-c", "s.yml", "sp")
    assert result.exit_code == 0, result
    places = first.ok("stack", "services", "--format", "{{.Name}} {{.Replicas}} {{.Ports}}", "sp").splitlines()
    assert [place.split()[:2] for place in sorted(places)] == [["sp_api", "1/1"], ["sp_front", "3/3"]]
    for number, engine in enumerate(cluster.engines):
        answers(first, f"{cluster.address(number)}:8089/cgi-bin/all", f"{node_id(engine)}\nfrom the api\n")
    first.ok("stack", "rm", "--detach=false", "sp")


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


def test_a_deployment_that_fits_on_no_node_is_taken_back(cluster: Cluster) -> None:
    first = cluster.engines[0]
    (first.work / "s.yml").write_text(
        "services: {a: {image: busybox, deploy: {placement: {constraints: [node.labels.disk == none]}}}}\n"
    )
    bound = ("--rollback-on-failure", "--rollback-timeout", "3s", "--resolve-image", "never")
    result = first.pydock("stack", "deploy", *bound, "-c", "s.yml", "no")
    assert result.exit_code == 1
    assert result.stderr == (
        "no_a: did not converge within 3s\n"
        "task 1: no suitable node (scheduling constraints not satisfied on 3 nodes)\n"
        "Removed service no_a: it was new\nthe deployment failed and was rolled back\n"
    )
    assert not first.ok("service", "ls", "-q", "--filter", "name=no_a")
    first.ok("stack", "rm", "no")


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
