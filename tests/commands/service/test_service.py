"""Creating, changing and watching services, against a fake engine."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine, Request

DIGEST = "sha256:" + "a" * 64


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at the cluster follow each other at once, and an hour passes between them."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += 3600

    monkeypatch.setattr("pydock.cli.convergence.time.sleep", sleep)
    monkeypatch.setattr("pydock.cli.convergence.time.monotonic", lambda: now[0])


def service(**more: Any) -> dict[str, Any]:
    spec = {
        "Name": "web",
        "Labels": {},
        "TaskTemplate": {"ContainerSpec": {"Image": "busybox:1", "Env": ["B=2"]}, "ForceUpdate": 0},
        "Mode": {"Replicated": {"Replicas": 1}},
        "EndpointSpec": {"Mode": "vip"},
    }
    return {"ID": "s1", "Version": {"Index": 4}, "Spec": spec, **more}


def task(state: str, slot: int = 1, error: str = "") -> dict[str, Any]:
    status = {"State": state, "Timestamp": "2024-01-01T00:00:00Z", "Err": error}
    return {"ID": f"t{slot}", "Slot": slot, "NodeID": "n1", "DesiredState": "running", "Status": status,
            "Spec": {"ContainerSpec": {}}}  # fmt: skip


def test_create_resolves_digest_and_platforms(run: Runner, fake: FakeEngine) -> None:
    platforms = [{"architecture": "amd64", "os": "linux"}, {"architecture": "arm", "os": "linux", "variant": "v7"}]
    found = {"Descriptor": {"digest": DIGEST}, "Platforms": platforms}
    fake.on("GET", "/distribution/busybox:latest/json", json=found)
    fake.on("POST", "/services/create", status=201, json={"ID": "s1", "Warnings": ["careful"]})
    assert run("service", "create", "-d", "--name", "web", "busybox", "sleep", "-x") == (0, "s1\n", "careful\n")
    task_spec = fake.requests[-1].json["TaskTemplate"]
    assert task_spec["ContainerSpec"]["Image"] == f"busybox:latest@{DIGEST}"
    assert task_spec["ContainerSpec"]["Args"] == ["sleep", "-x"]
    assert task_spec["Placement"]["Platforms"] == [{"Architecture": "amd64", "OS": "linux"}, {"OS": "linux"}]


def test_create_settles_names_by_the_cluster(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/ov", json={"Id": "net1"})
    fake.on("GET", "/secrets", json=[{"ID": "sec1", "Spec": {"Name": "s"}}])
    fake.on("GET", "/configs", json=[{"ID": "con1", "Spec": {"Name": "c"}}])
    fake.on("POST", "/services/create", status=201, json={"ID": "s1"})
    words = ("--network", "ov", "--secret", "source=s,target=t,mode=0400", "--credential-spec", "config://c")
    assert run("service", "create", "-d", "--no-resolve-image", *words, "busybox").exit_code == 0
    task_spec = fake.requests[-1].json["TaskTemplate"]
    assert task_spec["Networks"] == [{"Target": "net1"}]
    container = task_spec["ContainerSpec"]
    assert container["Secrets"] == [
        {"File": {"Name": "t", "UID": "0", "GID": "0", "Mode": 0o400}, "SecretName": "s", "SecretID": "sec1"}
    ]
    assert container["Configs"] == [{"ConfigName": "c", "Runtime": {}, "ConfigID": "con1"}]
    assert container["Privileges"]["CredentialSpec"]["Config"] == "con1"
    assert run("service", "create", "--secret", "nosuch", "busybox").stderr == "secret not found: nosuch\n"
    twice = run("service", "create", "--config", "c", "--config", "source=q,target=c", "busybox")
    assert twice.stderr == "duplicate config target for q not allowed\n"


def test_progress_until_converged(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/services/create", status=201, json={"ID": "s1"})
    fake.on("GET", "/services/s1", json=service())
    fake.on("GET", "/nodes", json=[{"ID": "n1", "Status": {"State": "ready"}}])
    fake.on("GET", "/tasks", [Answer(json=[]), Answer(json=[task("preparing")]), Answer(json=[task("running")])])
    result = run("service", "create", "--no-resolve-image", "busybox")
    assert result == (
        0,
        "s1\noverall progress: 0 out of 1 tasks\n1/1:  \noverall progress: 1 out of 1 tasks\n"
        "verify: Waiting 6 seconds to verify that tasks are stable...\nverify: Service s1 converged\n",
        "",
    )


def test_a_paused_update_names_the_failing_tasks(run: Runner, fake: FakeEngine) -> None:
    paused = service(UpdateStatus={"State": "paused", "Message": "update paused due to failure"})
    fake.on("GET", "/services/web", json=service())
    fake.on("GET", "/services/s1", [Answer(json=service()), Answer(json=paused)])
    fake.on("GET", "/nodes", json=[{"ID": "n1", "Status": {"State": "ready"}}])
    fake.on("GET", "/tasks", json=[task("failed", error="task: non-zero exit (1)")])
    fake.on("POST", "/services/s1/update", json={})
    result = run("service", "update", "--force", "web")
    assert result.exit_code == 1
    assert result.stderr == ("service update paused: update paused due to failure\ntask 1: task: non-zero exit (1)\n")


def test_a_job(run: Runner, fake: FakeEngine) -> None:
    job = service(JobStatus={"JobIteration": {"Index": 0}})
    job["Spec"]["Mode"] = {"ReplicatedJob": {"MaxConcurrent": 1, "TotalCompletions": 1}}
    fake.on("POST", "/services/create", status=201, json={"ID": "s1"})
    fake.on("GET", "/services/s1", json=job)
    fake.on("GET", "/nodes", json=[{"ID": "n1", "Status": {"State": "ready"}}])
    fake.on("GET", "/tasks", json=[task("complete")])
    stdout = run("service", "create", "--no-resolve-image", "--mode", "replicated-job", "busybox").stdout
    assert "job progress: 1 out of 1 complete\n" in stdout
    assert stdout.endswith("job complete\n")


def test_update_changes_only_what_is_asked_for(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services/web", json=service())
    fake.on("POST", "/services/s1/update", json={"Warnings": None})
    words = ("--env-add", "A=1", "--env-rm", "B", "--replicas", "3", "--publish-add", "8080:80")
    assert run("service", "update", "-d", *words, "web") == (0, "web\n", "")
    sent = fake.requests[-1]
    assert sent.query == {"registryAuthFrom": ["spec"], "version": ["4"]}
    assert sent.json == {
        "Name": "web",
        "Labels": {},
        "TaskTemplate": {"ContainerSpec": {"Image": "busybox:1", "Env": ["A=1"]}, "ForceUpdate": 0},
        "Mode": {"Replicated": {"Replicas": 3}},
        "EndpointSpec": {
            "Mode": "vip",
            "Ports": [{"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080, "PublishMode": "ingress"}],
        },
    }


def test_rollback(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services/web", json=service())
    fake.on("POST", "/services/s1/update", json={})
    assert run("service", "rollback", "-d", "web").stdout == "web\n"
    assert fake.requests[-1].query["rollback"] == ["previous"]
    assert run("service", "update", "--rollback", "--image", "x", "web").stderr == (
        "other flags may not be combined with --rollback\n"
    )


def test_scale(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services/web", json=service())
    fake.on("GET", "/services/g", json={**service(), "Spec": {**service()["Spec"], "Mode": {"Global": {}}}})
    fake.on("POST", "/services/s1/update", json={})
    result = run("service", "scale", "-d", "web=5", "web=x", "g=1")
    assert (result.exit_code, result.stdout) == (1, "web scaled to 5\n")
    assert result.stderr == (
        'web: invalid replicas value x: strconv.ParseUint: parsing "x": invalid syntax\n'
        "g: scale can only be used with replicated or replicated-job mode\n"
    )
    assert run("service", "scale", "web").stderr.startswith("invalid scale specifier 'web'.\n")


def test_wait(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services/web", json=service())
    fake.on("GET", "/nodes", json=[{"ID": "n1", "Status": {"State": "ready"}}])
    fake.on("GET", "/tasks", json=[task("running")])
    assert run("service", "wait", "--for", "healthy", "-q", "web") == (0, "", "")
    fake.on("GET", "/tasks", json=[task("pending")])
    result = run("service", "wait", "-q", "--timeout", "1ms", "web")
    assert (result.exit_code, result.stderr) == (124, "timed out waiting for web to be converged\n")


@pytest.mark.parametrize(
    ("words", "asked", "lines"),
    [
        (("service", "ls"), {"/services": 1}, 51),
        (("service", "ps", *(f"s{number}" for number in range(50))), {"/services": 3, "/tasks": 1, "/nodes": 1}, 2001),
        (("node", "ps", *(f"n{number}" for number in range(20))), {"/services": 1, "/tasks": 1, "/nodes": 2}, 2001),
        (("node", "ps", *(f"h{number}" for number in range(20))), {"/services": 1, "/tasks": 1, "/nodes": 2}, 2001),
        (("stack", "ps", "st"), {"/services": 1, "/tasks": 1, "/nodes": 1}, 2001),
    ],
    ids=("service ls", "service ps", "node ps", "node ps by name", "stack ps"),
)
def test_lists_of_a_large_cluster_ask_a_bounded_number_of_times(
    run: Runner, fake: FakeEngine, words: tuple[str, ...], asked: dict[str, int], lines: int
) -> None:
    tasks = []
    for number in range(2000):
        tasks.append({**task("running", number % 100 + 1), "ID": f"t{number}", "ServiceID": f"s{number % 50}",
                      "NodeID": f"n{number % 20}", "CreatedAt": f"2024-01-01T00:00:{number % 60:02}Z"})  # fmt: skip
    services = [
        {"ID": f"s{number}", "Spec": {"Name": f"web{number}", "Mode": {}, "TaskTemplate": {}}} for number in range(50)
    ]
    nodes = [{"ID": f"n{number}", "Spec": {}, "Description": {"Hostname": f"h{number}"}} for number in range(20)]
    fake.may("GET", "/tasks", json=tasks)
    fake.may("GET", "/services", json=services)
    fake.may("GET", "/nodes", json=nodes)
    result = run(*words)
    assert (result.exit_code, result.stderr, len(result.stdout.splitlines())) == (0, "", lines)
    assert "web49" in result.stdout and ("h19" in result.stdout or words == ("service", "ls"))
    assert Counter(request.path for request in fake.requests) == asked


def _frames(request: Request) -> Answer:
    def frame(stream: int, text: str) -> bytes:
        data = text.encode()
        return bytes([stream, 0, 0, 0]) + len(data).to_bytes(4, "big") + data

    context = "com.docker.swarm.node.id=n1,com.docker.swarm.service.id=s1,com.docker.swarm.task.id=t1,k=a%2Fb"
    whole = frame(1, f"{context} one\n{context} two\n") + frame(2, f"{context} bad\n")
    return Answer(chunks=[whole[:40], whole[40:]])


def test_logs(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services/web", json=service())
    fake.on("GET", "/services/s1", json=service())
    fake.on("GET", "/nodes/n1", json={"ID": "n1", "Spec": {}, "Description": {"Hostname": "h1"}})
    fake.on("GET", "/tasks/t1", json={"ID": "t1", "Slot": 1})
    fake.on("GET", "/services/web/logs", _frames)
    assert run("service", "logs", "--no-task-ids", "web") == (
        0,
        "web.1@h1    | one\nweb.1@h1    | two\n",
        "web.1@h1    | bad\n",
    )
    assert run("service", "logs", "--details", "--no-resolve", "web").stdout == (
        "s1.1.t1@n1    | k=a/b one\ns1.1.t1@n1    | k=a/b two\n"
    )
    assert "com.docker.swarm" in run("service", "logs", "--raw", "web").stdout


def test_logs_of_nothing(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services/no", status=404, json={"message": "x"})
    fake.on("GET", "/tasks/no", status=404, json={"message": "x"})
    assert run("service", "logs", "no").stderr == "no such task or service: no\n"
    tty = service()
    tty["Spec"]["TaskTemplate"]["ContainerSpec"]["TTY"] = True
    fake.on("GET", "/services/tty", json=tty)
    assert run("service", "logs", "tty").stderr == "tty service logs only supported with --raw\n"
    assert run("service", "logs", "--since", "x", "tty", "--raw").stderr.startswith('invalid value for "since"')


def test_ls_counts_for_old_engines(run: Runner, fake: FakeEngine) -> None:
    fake.ping = {**fake.ping, "Api-Version": "1.40"}
    fake.on("GET", "/services", json=[service()])
    fake.on("GET", "/nodes", json=[{"ID": "n1", "Status": {"State": "ready"}}])
    fake.on("GET", "/tasks", json=[{**task("running"), "ServiceID": "s1"}])
    assert run("service", "ls", "--format", "{{.Name}} {{.Replicas}}").stdout == "web 1/1\n"


def test_inspect(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/services/web", json=service())
    fake.on("GET", "/services/no", status=404, json={"message": "x"})
    assert (
        run("service", "inspect", "-f", "{{.Spec.Name}} {{.Spec.Mode.Replicated.Replicas}}", "web").stdout == "web 1\n"
    )
    result = run("service", "inspect", "no")
    assert result == (1, "[]\n", "Error: no such service: no\n")
    assert " Replicas:\t1\n" in run("service", "inspect", "--pretty", "web").stdout


def test_rm_and_ps(run: Runner, fake: FakeEngine) -> None:
    fake.on("DELETE", "/services/web")
    assert run("service", "rm", "web").stdout == "web\n"
    fake.on("GET", "/services", json=[])
    assert run("service", "ps", "web").stderr == "no such service: web\n"
