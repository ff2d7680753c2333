"""Services with the number of their tasks."""

from __future__ import annotations

from typing import Any

from pydock.cli.servicelists import list_services
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine


def service(name: str, mode: dict[str, Any]) -> dict[str, Any]:
    return {"ID": name, "Spec": {"Name": name, "Mode": mode}}


def task(service: str, state: str, desired: str = "running", node: str = "up") -> dict[str, Any]:
    return {"ServiceID": service, "NodeID": node, "DesiredState": desired, "Status": {"State": state}}


def test_numbers_in_names_count_as_numbers(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services", json=[service(name, {}) for name in ("web10", "web9", "api")])
    found = list_services(make().app, {"label": ["a"]}, status=True)
    assert [item["ID"] for item in found] == ["api", "web9", "web10"]
    assert fake.requests[0].query == {"filters": ['{"label":{"a":true}}'], "status": ["true"]}


def test_tasks_are_counted_where_the_engine_does_not(make: MakeApp, fake: FakeEngine) -> None:
    fake.on(
        "GET", "/services", json=[service("every", {"Global": {}}), service("two", {"Replicated": {"Replicas": 2}})]
    )
    fake.on("GET", "/nodes", json=[
        {"ID": "up", "Status": {"State": "ready"}}, {"ID": "away", "Status": {"State": "down"}},
    ])  # fmt: skip
    fake.on("GET", "/tasks", json=[
        task("two", "running"), task("two", "starting"), task("two", "running", node="away"),
        task("every", "running"), task("every", "running", desired="shutdown"), task("every", "preparing"),
    ])  # fmt: skip
    found = list_services(make(environ={"DOCKER_API_VERSION": "1.40"}).app, {}, status=True)
    assert {item["ID"]: item["ServiceStatus"] for item in found} == {
        "every": {"RunningTasks": 2, "DesiredTasks": 2, "CompletedTasks": 0},
        "two": {"RunningTasks": 1, "DesiredTasks": 2, "CompletedTasks": 0},
    }


def test_nothing_is_counted_where_nobody_wants_it(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services", json=[service("a", {"Global": {}})])
    assert "ServiceStatus" not in list_services(make(environ={"DOCKER_API_VERSION": "1.40"}).app, {}, status=False)[0]
