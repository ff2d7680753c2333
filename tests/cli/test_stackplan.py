"""What a deployment changes, and taking it back."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.cli.deploying import Deployed
from pydock.cli.stackplan import guard, show_plan
from pydock.errors import PydockError
from pydock.stack.convert import Namespace, service
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine

ST = Namespace("st")


@pytest.fixture
def swarm(fake: FakeEngine) -> FakeEngine:
    fake.may("GET", "/info", json={"Swarm": {"ControlAvailable": True}})
    fake.may("GET", "/networks", json=[])
    return fake


def deployed(name: str, **item: Any) -> dict[str, Any]:
    return {"ID": name, "Version": {"Index": 1}, "Spec": service(ST, name, {"image": "app:1", **item}, {})}


@pytest.mark.parametrize(("prune", "verb"), [(False, "leave"), (True, "remove")])
def test_a_line_for_each_service(make: MakeApp, swarm: FakeEngine, prune: bool, verb: str) -> None:
    swarm.on("GET", "/services", json=[deployed("same"), deployed("more"), deployed("other"), deployed("gone")])
    config = {
        "services": {
            "same": {"image": "app:1"},
            "more": {"image": "app:1", "deploy": {"replicas": 3}},
            "other": {"image": "app:2"},
            "new": {"image": "app:3"},
        }
    }
    written = make()
    show_plan(written.app, ST, config, prune=prune)
    lines = written.out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "keep st_same",
        "update st_more: tasks go on",
        "update st_other: tasks restart",
        "create st_new: app:3",
        f"{verb} st_gone: not in the files",
    ]
    assert [line for line in lines if "Replicas" in line] == ["  Mode.Replicated.Replicas: none -> 3"]
    assert "  TaskTemplate.ContainerSpec.Image: app:1 -> app:2" in lines
    assert all(request.method == "GET" for request in swarm.requests)


def test_one_failure_takes_all_back(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services/new", json={"ID": "new", "Spec": {}, "UpdateStatus": {"State": "paused", "Message": "m"}})
    fake.on("GET", "/services/old", json={
        "ID": "old", "Version": {"Index": 9}, "Spec": {}, "UpdateStatus": {"State": "completed"},
    })  # fmt: skip
    fake.on("GET", "/tasks", json=[])
    fake.on("DELETE", "/services/new")
    fake.on("POST", "/services/old/update", json={})
    done = [Deployed("new", "st_new", None), Deployed("old", "st_old", {"Name": "st_old"})]
    written = make()
    with pytest.raises(PydockError, match=r"^the deployment failed and was rolled back$"):
        guard(written.app, done, quiet=True, timeout=0)
    assert written.err == (
        "st_new: service update paused: m\n"
        "Removed service st_new: it was new\n"
        "Put service st_old back to its earlier definition\n"
    )
    request = fake.of("POST", "/services/old/update")[0]
    assert (request.query, request.json) == ({"version": ["9"]}, {"Name": "st_old"})


def test_what_cannot_be_taken_back_is_said(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services/new", json={"ID": "new", "Spec": {}, "UpdateStatus": {"State": "paused"}})
    fake.on("GET", "/tasks", json=[])
    fake.on("DELETE", "/services/new", status=500, json={"message": "no quorum"})
    written = make()
    with pytest.raises(PydockError):
        guard(written.app, [Deployed("new", "st_new", None)], quiet=True, timeout=0)
    assert "Could not roll back service st_new: Error response from daemon: no quorum\n" in written.err


def test_nothing_is_taken_back_where_all_is_well(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services/s", json={"ID": "s", "Spec": {}, "UpdateStatus": {"State": "completed"}})
    guard(make().app, [Deployed("s", "st_s", None)], quiet=True, timeout=0)
    assert [request.method for request in fake.requests] == ["GET"]
