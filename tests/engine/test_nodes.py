"""Typed calls on a swarm's nodes."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.nodes import Nodes
from pydock.errors import NotFoundError, PydockError
from tests.support.engine import FakeEngine


@pytest.fixture
def nodes(connection: Connection) -> Nodes:
    return Nodes(connection)


def test_lists(fake: FakeEngine, nodes: Nodes) -> None:
    fake.on("GET", "/nodes", json=[{"ID": "1"}])
    assert nodes.list({"role": ["manager"]}) == [{"ID": "1"}]
    assert fake.requests[0].query == {"filters": ['{"role":{"manager":true}}']}


def test_a_node_changes_in_the_version_that_was_read(fake: FakeEngine, nodes: Nodes) -> None:
    fake.on("POST", "/nodes/1/update")
    nodes.update("1", 17, {"Role": "worker"})
    assert (fake.requests[0].query, fake.requests[0].json) == ({"version": ["17"]}, {"Role": "worker"})


def test_removal(fake: FakeEngine, nodes: Nodes) -> None:
    fake.on("DELETE", "/nodes/n1")
    nodes.remove("n1")
    nodes.remove("n1", force=True)
    assert [request.query for request in fake.requests] == [{}, {"force": ["1"]}]


def test_nodes_that_are_not_there(fake: FakeEngine, nodes: Nodes) -> None:
    fake.on("GET", "/nodes/n1", status=404, json={"message": "node n1 not found"})
    with pytest.raises(NotFoundError, match="node n1 not found"):
        nodes.inspect("n1")
    with pytest.raises(PydockError, match="value is empty"):
        nodes.inspect("")
