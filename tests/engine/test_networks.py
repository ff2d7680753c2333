"""Typed calls on networks."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.networks import Networks
from pydock.errors import ConflictError, PydockError
from tests.engine.conftest import Connect
from tests.support.engine import FakeEngine


@pytest.fixture
def networks(connection: Connection) -> Networks:
    return Networks(connection)


def test_a_list_that_is_null_is_empty(fake: FakeEngine, networks: Networks) -> None:
    fake.on("GET", "/networks", json=None)
    assert networks.list() == networks.list({"driver": ["bridge"]}) == []
    assert [request.query for request in fake.requests] == [{}, {"filters": ['{"driver":{"bridge":true}}']}]


def test_inspect_asks_for_more_only_where_it_is_wanted(fake: FakeEngine, networks: Networks) -> None:
    fake.on("GET", "/networks/n", json={"Name": "n"})
    assert networks.inspect("n") == {"Name": "n"}
    networks.inspect("n", verbose=True, scope="swarm")
    assert [request.query for request in fake.requests] == [{}, {"verbose": ["true"], "scope": ["swarm"]}]


@pytest.mark.parametrize(("version", "asked"), [("1.43", {"CheckDuplicate": True}), ("1.44", {})])
def test_old_engines_are_asked_to_refuse_a_name_that_is_taken(
    fake: FakeEngine, connect: Connect, version: str, asked: dict[str, bool]
) -> None:
    fake.on("POST", "/networks/create", status=201, json={"Id": "1", "Warning": ""})
    networks = Networks(connect(fake, {"DOCKER_API_VERSION": version}))
    assert networks.create("n", {"Driver": "bridge"})["Id"] == "1"
    assert fake.requests[0].json == {"Driver": "bridge", "Name": "n", **asked}


def test_a_name_that_is_taken(fake: FakeEngine, networks: Networks) -> None:
    fake.on("POST", "/networks/create", status=409, json={"message": "network with name n already exists"})
    with pytest.raises(ConflictError, match="already exists"):
        networks.create("n", {})


def test_joining_and_leaving(fake: FakeEngine, networks: Networks) -> None:
    fake.on("POST", "/networks/n/connect")
    fake.on("POST", "/networks/n/disconnect")
    networks.connect("n", "c")
    networks.connect("n", "c", {"Aliases": ["a"]})
    networks.disconnect("n", "c", force=True)
    assert [request.json for request in fake.requests] == [
        {"Container": "c"},
        {"Container": "c", "EndpointConfig": {"Aliases": ["a"]}},
        {"Container": "c", "Force": True},
    ]


def test_an_answer_that_is_no_json_is_left_unread(fake: FakeEngine, networks: Networks) -> None:
    fake.on("POST", "/networks/n/connect", body=b"OK\n")
    networks.connect("n", "c")
    networks.connect("n", "c")
    assert len(fake.requests) == 2


@pytest.mark.parametrize("name", ["", " "])
def test_a_name_of_nothing_is_not_asked_for(networks: Networks, name: str) -> None:
    for call in (networks.inspect, networks.remove):
        with pytest.raises(PydockError, match="invalid network name or ID: value is empty"):
            call(name)
    with pytest.raises(PydockError, match="invalid container name or ID: value is empty"):
        networks.connect("n", name)


def test_pruning(fake: FakeEngine, networks: Networks) -> None:
    fake.on("POST", "/networks/prune", json={"NetworksDeleted": ["n"]})
    assert networks.prune({"until": ["1h"]}) == {"NetworksDeleted": ["n"]}
    assert fake.requests[0].query == {"filters": ['{"until":{"1h":true}}']}
    fake.on("POST", "/networks/prune", json=None)
    assert networks.prune() == {}
