"""Lists of swarm tasks."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.cli import tasks
from pydock.cli.listing import Shape
from pydock.errors import EngineError, PydockError
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine

_MANY = [f"id{number}" for number in range(9)]


def task(identity: str, slot: int = 1, state: str = "running", at: str = "2023-11-14T22:13:20Z") -> dict[str, Any]:
    return {
        "ID": identity, "ServiceID": "s1", "NodeID": "n1", "Slot": slot, "DesiredState": "running", "CreatedAt": at,
        "Status": {"State": state, "Timestamp": at}, "Spec": {"ContainerSpec": {"Image": "app:1"}},
    }  # fmt: skip


def node(identity: str, host: str, name: str = "") -> dict[str, Any]:
    return {"ID": identity, "Spec": {"Name": name} if name else {}, "Description": {"Hostname": host}}


def test_names() -> None:
    assert tasks.task_name({"ServiceID": "s1", "Slot": 2}, {"s1": "web"}) == "web.2"
    assert tasks.task_name({"ServiceID": "s1", "NodeID": "n1"}, {"s1": "web"}) == "web.n1"
    assert tasks.task_name({"ServiceID": "s1", "Slot": 2}, {}) == "s1.2"


def test_a_handful_is_asked_for_one_by_one(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services/s1", json={"Spec": {"Name": "web"}})
    fake.on("GET", "/services/gone", status=404, json={"message": "no"})
    fake.on("GET", "/nodes/n1", json=node("n1", "host", "called"))
    fake.on("GET", "/nodes/gone", status=404, json={"message": "no"})
    app = make().app
    assert tasks.service_names(app, ["s1", "gone", "s1", ""]) == {"s1": "web", "gone": "gone"}
    assert tasks.node_names(app, ["n1", "gone"]) == {"n1": "called", "gone": "gone"}
    assert len(fake.requests) == 4


def test_many_come_in_one_list(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services", json=[{"ID": "id0", "Spec": {"Name": "web"}}])
    fake.on("GET", "/nodes", json=[node("id1", "host")])
    app = make().app
    assert tasks.service_names(app, _MANY) == {**{name: name for name in _MANY}, "id0": "web"}
    assert tasks.node_names(app, _MANY) == {**{name: name for name in _MANY}, "id1": "host"}
    assert len(fake.requests) == 2


def test_ids_stay_where_names_are_not_wanted(make: MakeApp) -> None:
    app = make().app
    assert tasks.service_names(app, ["s1"], resolve=False) == {"s1": "s1"}
    assert tasks.node_names(app, ["n1"], resolve=False) == {"n1": "n1"}


def test_earlier_tasks_of_a_slot_stand_under_the_latest(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/services/s1", json={"Spec": {"Name": "web"}})
    fake.on("GET", "/nodes/n1", json=node("n1", "host"))
    written = make()
    rows = [task("old", at="2023-11-14T21:13:20Z", state="failed"), task("new"), task("two", slot=2)]
    tasks.show_tasks(written.app, rows, Shape("{{.ID}} {{.Name}} {{.Node}}", False, False), resolve=True)
    assert written.out == "new web.1 host\nold  \\_ web.1 host\ntwo web.2 host\n"


def test_this_node(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json={"Swarm": {"NodeID": "n1"}})
    fake.on("GET", "/tasks", json=[])
    app = make().app
    assert tasks.node_reference(app, "other") == "other"
    assert tasks.node_reference(app, "self") == "n1"
    assert tasks.resolve_nodes(app, {"node": ["self", "x"], "label": ["a"]}) == {"node": ["n1", "x"], "label": ["a"]}
    assert tasks.resolve_nodes(app, {"label": ["a"]}) == {"label": ["a"]}
    assert tasks.matching_tasks(app, {"node": ["self"]}) == []
    assert fake.requests[-1].query == {"filters": ['{"node":{"n1":true}}']}


def test_this_node_where_it_is_in_no_swarm(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json={"Swarm": {"NodeID": ""}})
    fake.on("GET", "/nodes", status=503, json={"message": "This node is not a swarm manager."})
    with pytest.raises(EngineError, match="not a swarm manager"):
        tasks.node_reference(make().app, "self")
    fake.on("GET", "/nodes", json=[])
    with pytest.raises(PydockError, match=r"^node ID not found in /info$"):
        tasks.node_reference(make().app, "self")


def test_many_nodes_are_known_by_one_list(make: MakeApp, fake: FakeEngine) -> None:
    app = make().app
    assert tasks.known_nodes(app, _MANY[:8]) == {}
    fake.on("GET", "/nodes", json=[node("id1", "a"), node("id2", "twice"), node("id3", "twice")])
    assert tasks.known_nodes(app, [*_MANY, "a", "twice"]) == {"id1": "id1", "id2": "id2", "id3": "id3", "a": "id1"}
