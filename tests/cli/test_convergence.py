"""Waiting for a service's tasks to be what its spec says."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.cli.convergence import Watch, wait_on_all, wait_on_service
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp
from tests.support.engine import Answer, FakeEngine
from tests.support.shown import Shown

Fields = dict[str, Any]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which passes only while the product sleeps: a second at a time."""
    now = [1000.0]

    def sleep(_seconds: float) -> None:
        now[0] += 1

    monkeypatch.setattr("pydock.cli.convergence.time.sleep", sleep)
    monkeypatch.setattr("pydock.cli.convergence.time.monotonic", lambda: now[0])
    return now


def service(mode: Fields | None = None, **more: Any) -> Fields:
    return {"ID": "s1", "Spec": {"Mode": mode or {"Replicated": {"Replicas": 1}}}, **more}


def task(state: str, slot: int = 1, node: str = "n1", desired: str = "running", **more: Any) -> Fields:
    status = {"State": state, "Err": more.pop("error", "")}
    return {"Slot": slot, "NodeID": node, "DesiredState": desired, "Status": status, **more}


def cluster(fake: FakeEngine, *looks: list[Fields], down: tuple[str, ...] = ()) -> None:
    """Each look at the tasks finds the next list; the last one stays."""
    fake.on("GET", "/tasks", [Answer(200, tasks) for tasks in looks])
    fake.may("GET", "/nodes", json=[
        {"ID": f"n{number}", "Status": {"State": "down" if f"n{number}" in down else "ready"}} for number in range(1, 9)
    ])  # fmt: skip


def test_each_state_is_told_once_and_the_end_is_verified(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [], [task("preparing")], [task("preparing")], [task("running")])
    shown = Shown()
    watch = Watch(make().app, "s1", shown)
    while not watch.step():
        clock[0] += 1
    assert shown.states[:6] == [
        "overall progress: 0 out of 1 tasks", "1/1:  ",
        "1/1: preparing",
        "1/1: running", "overall progress: 1 out of 1 tasks",
        "verify: Waiting 6 seconds to verify that tasks are stable...",
    ]  # fmt: skip
    assert shown.states[-1] == "verify: Service s1 converged"
    assert len(shown.states) == len(set(shown.states))


def test_a_task_that_fails_while_it_is_verified_starts_it_over(
    make: MakeApp, fake: FakeEngine, clock: list[float]
) -> None:
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [task("running")], [task("failed", error="exit\n1")], [task("running")])
    shown = Shown()
    watch = Watch(make().app, "s1", shown)
    steps = 0
    while not watch.step():
        clock[0] += 1
        steps += 1
    assert "verify: Detected task failure" in shown.states
    assert "1/1: exit 1" in shown.states
    assert steps > 5


def test_the_services_own_time_of_monitoring(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    spec = service()
    spec["Spec"]["UpdateConfig"] = {"Monitor": 60_000_000_000}
    fake.on("GET", "/services/s1", json=spec)
    cluster(fake, [task("running")])
    watch = Watch(make().app, "s1", Shown())
    assert not watch.step()
    clock[0] += 59
    assert not watch.step()
    clock[0] += 1
    assert watch.step()


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ({"State": "paused", "Message": "m"}, "service update paused: m\nnode n2: no such image\ntask 1: exit 1"),
        (
            {"State": "rollback_paused", "Message": "m"},
            "service rollback paused: m\nnode n2: no such image\ntask 1: exit 1",
        ),
    ],
)
def test_a_pause_says_which_tasks_failed(make: MakeApp, fake: FakeEngine, status: Fields, message: str) -> None:
    fake.on("GET", "/services/s1", json=service(UpdateStatus=status))
    fake.on("GET", "/tasks", json=[
        task("failed", error="exit 1", CreatedAt="2"), task("failed", error="exit 0", CreatedAt="1"),
        task("rejected", slot=0, node="n2", error="no such image"), task("running", slot=2),
    ])  # fmt: skip
    with pytest.raises(PydockError) as caught:
        Watch(make().app, "s1", Shown()).step()
    assert caught.value.message == message


def test_a_rollback_is_told(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    looks = [
        service(UpdateStatus={"State": "rollback_started", "Message": "failed at 1"}),
        service(UpdateStatus={"State": "rollback_completed", "Message": "rollback completed"}),
    ]
    fake.on("GET", "/services/s1", [Answer(200, look) for look in looks])
    cluster(fake, [], [task("running")])
    shown = Shown()
    watch = Watch(make().app, "s1", shown)
    while not watch.step():
        clock[0] += 1
    assert shown.states[:2] == ["rollback: failed at 1", "overall progress: rolling back update: 0 out of 1 tasks"]
    assert shown.states[-1] == "rollback: rollback completed"


def test_tasks_on_nodes_that_are_down_do_not_count(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [task("running", node="n2")], down=("n2",))
    watch = Watch(make().app, "s1", Shown())
    assert not watch.step()
    assert not watch.converged


def test_the_older_task_of_a_slot_does_not_count(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [task("running", desired="shutdown"), task("starting", desired="running")])
    shown = Shown()
    Watch(make().app, "s1", shown).step()
    assert "1/1: starting" in shown.states


def test_a_global_service_has_a_task_a_node(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/s1", json=service({"Global": {}}))
    tasks = [task("running", 0, "n1"), task("running", 0, "n2"), task("complete", 0, "n3", desired="shutdown")]
    cluster(fake, tasks)
    shown = Shown()
    watch = Watch(make().app, "s1", shown)
    watch.step()
    assert watch.converged
    assert "overall progress: 2 out of 2 tasks" in shown.states


def test_many_tasks_are_only_counted(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/s1", json=service({"Replicated": {"Replicas": 21}}))
    cluster(fake, [task("running", slot) for slot in range(1, 21)])
    shown = Shown()
    Watch(make().app, "s1", shown).step()
    assert shown.states == ["overall progress: 0 out of 21 tasks", "overall progress: 20 out of 21 tasks"]


def test_a_job_is_done_when_this_iterations_tasks_are(make: MakeApp, fake: FakeEngine) -> None:
    mode = {"ReplicatedJob": {"TotalCompletions": 2, "MaxConcurrent": 1}}
    fake.on("GET", "/services/s1", json=service(mode, JobStatus={"JobIteration": {"Index": 3}}))
    now: Fields = {"JobIteration": {"Index": 3}}
    old: Fields = {"JobIteration": {"Index": 2}}
    cluster(
        fake,
        [task("complete", 1, **now), task("running", 2, **now), task("complete", 2, **old)],
        [task("complete", 1, **now), task("complete", 2, **now)],
    )
    shown = Shown()
    watch = Watch(make().app, "s1", shown)
    assert [watch.step(), watch.step()] == [False, True]
    assert shown.states[:2] == ["job progress: 1 out of 2 complete", "active tasks: 1 out of 1 tasks"]
    assert shown.states[-1] == ": job complete"


def test_long_errors_are_cut(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [task("pending", error="x" * 80)])
    shown = Shown()
    Watch(make().app, "s1", shown).step()
    assert shown.states[-1] == f"1/1: {'x' * 74}…"


def test_what_keeps_a_service_from_converging(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [task("pending"), task("pending", 2), task("running", 3), task("shutdown", 4, desired="shutdown")])
    watch = Watch(make().app, "s1", Shown())
    assert watch.overdue() == "\ntasks: 2 pending, 1 running"
    fake.on("GET", "/tasks", json=[])
    assert watch.overdue() == "\ntasks: none"
    fake.on("GET", "/tasks", json=[task("rejected", error="no suitable node")])
    assert watch.overdue() == "\ntask 1: no suitable node"


def test_ctrl_c_leaves_it_to_converge(make: MakeApp, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pydock.cli.convergence.time.sleep", interrupt)
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [])
    written = make()
    wait_on_service(written.app, "s1", quiet=False)
    assert written.out.endswith("Operation continuing in background.\nUse `docker service ps s1` to check progress.\n")


def test_several_are_waited_for_whatever_happens_to_one(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/bad", json=service(UpdateStatus={"State": "paused", "Message": "m"}))
    fake.on("GET", "/services/good", json=service())
    cluster(fake, [], [task("running")])
    written = make()
    with pytest.raises(PydockError, match=r"^web: service update paused: m$"):
        wait_on_all(written.app, {"bad": "web", "good": "db"}, quiet=False)
    assert "db: verify: Service good converged\n" in written.out


def test_the_time_is_over(make: MakeApp, fake: FakeEngine, clock: list[float]) -> None:
    fake.on("GET", "/services/s1", json=service())
    cluster(fake, [task("pending")])
    with pytest.raises(PydockError, match=r"^web: did not converge within 3s\ntasks: 1 pending$"):
        wait_on_all(make().app, {"s1": "web"}, quiet=True, timeout=3_000_000_000)
