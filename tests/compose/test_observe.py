"""What the engine has of a project."""

from __future__ import annotations

import json

import pytest

from pydock.compose import labels
from pydock.compose.observe import Container, Observed, containers_of, observe
from pydock.engine.api import Engine
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from tests.compose.making import container
from tests.support.engine import FakeEngine


def test_names_of_containers_that_others_link_to() -> None:
    linked = Container({"Id": "1", "Names": ["/p-b-1/alias", "/p-a-1"]})
    assert (linked.name, linked.names) == ("p-a-1", ["p-b-1/alias", "p-a-1"])
    assert Container({"Id": "1"}).name == ""


def test_what_labels_say() -> None:
    found = container("a", 12)
    assert (found.service, found.number, found.oneoff, found.running, found.short_name) == (
        "a",
        12,
        False,
        True,
        "a-12",
    )
    odd = container("a", marks={labels.NUMBER: "x", labels.ONEOFF: "True"}, State="exited")
    assert (odd.number, odd.oneoff, odd.running) == (0, True, False)
    assert Container({"Id": "1", "Names": ["/own"]}).short_name == "own"


def test_services_and_orphans() -> None:
    once = container("a", 3, marks={labels.ONEOFF: "True"})
    observed = Observed(
        [container("a", 10), container("a", 9), once, container("gone")], [{"Name": "n"}], [{"Name": "v"}]
    )
    assert [c.number for c in observed.of("a")] == [9, 10]
    assert [c.service for c in observed.orphans(["a"])] == ["gone"]
    assert (list(observed.networks), list(observed.volumes)) == (["n"], ["v"])


def test_one_list_call_for_each_kind(fake: FakeEngine) -> None:
    row = container("a").summary
    fake.on("GET", "/containers/json", json=[row])
    fake.on("GET", "/networks", json=[{"Name": "n"}])
    fake.on("GET", "/volumes", json={"Volumes": None})
    connection = Connection(Endpoint("fake", fake.host))
    engine = Engine(connection)
    found = observe(engine, "p")
    assert ([c.id for c in found.containers], list(found.networks), list(found.volumes)) == (["a-1"], ["n"], [])
    observe(engine, "p", networks=False, volumes=False)
    assert len(fake.requests) == 4
    connection.close()


@pytest.mark.parametrize(
    ("wanted", "marks"),
    [
        ({}, [f"{labels.PROJECT}=p", labels.HASH]),
        ({"hashed": False}, [f"{labels.PROJECT}=p"]),
        ({"oneoff": True}, [f"{labels.PROJECT}=p", labels.HASH, f"{labels.ONEOFF}=True"]),
        ({"oneoff": False, "all_states": False}, [f"{labels.PROJECT}=p", labels.HASH, f"{labels.ONEOFF}=False"]),
    ],
)
def test_filters(fake: FakeEngine, wanted: dict[str, bool], marks: list[str]) -> None:
    rows = [container("b"), container("a", 2), container("a", 1)]
    fake.on("GET", "/containers/json", json=[row.summary for row in rows])
    connection = Connection(Endpoint("fake", fake.host))
    assert [c.id for c in containers_of(Engine(connection), "p", **wanted)] == ["a-1", "a-2", "b-1"]
    query = fake.requests[0].query
    assert sorted(json.loads(query["filters"][0])["label"]) == sorted(marks)
    assert ("all" in query) == wanted.get("all_states", True)
    connection.close()
