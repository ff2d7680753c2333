"""Typed calls on the cluster."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.swarm import Swarm
from pydock.errors import EngineError
from tests.support.engine import FakeEngine


@pytest.fixture
def swarm(connection: Connection) -> Swarm:
    return Swarm(connection)


def test_a_new_cluster_gives_this_nodes_id(fake: FakeEngine, swarm: Swarm) -> None:
    fake.on("POST", "/swarm/init", json="node1")
    assert swarm.init({"ListenAddr": "0.0.0.0:2377"}) == "node1"
    assert fake.requests[0].json == {"ListenAddr": "0.0.0.0:2377"}


def test_joining_and_leaving(fake: FakeEngine, swarm: Swarm) -> None:
    fake.on("POST", "/swarm/join")
    fake.on("POST", "/swarm/leave")
    swarm.join({"JoinToken": "t"})
    swarm.leave()
    swarm.leave(force=True)
    assert fake.requests[0].json == {"JoinToken": "t"}
    assert [request.query for request in fake.requests[1:]] == [{}, {"force": ["1"]}]


def test_an_update_says_of_each_token_whether_it_is_renewed(fake: FakeEngine, swarm: Swarm) -> None:
    fake.on("POST", "/swarm/update")
    swarm.update(3, {"Name": "default"}, rotate_manager_token=True)
    assert fake.requests[0].query == {
        "version": ["3"],
        "rotateWorkerToken": ["false"],
        "rotateManagerToken": ["true"],
        "rotateManagerUnlockKey": ["false"],
    }


def test_keys(fake: FakeEngine, swarm: Swarm) -> None:
    fake.on("GET", "/swarm/unlockkey", json={"UnlockKey": "SWMKEY-1"})
    assert swarm.unlock_key() == "SWMKEY-1"
    fake.on("GET", "/swarm/unlockkey", json={})
    assert swarm.unlock_key() == ""
    fake.on("POST", "/swarm/unlock")
    swarm.unlock("SWMKEY-1")
    assert fake.requests[-1].json == {"UnlockKey": "SWMKEY-1"}


def test_an_engine_in_no_cluster(fake: FakeEngine, swarm: Swarm) -> None:
    fake.on("GET", "/swarm", status=503, json={"message": "This node is not a swarm manager."})
    with pytest.raises(EngineError, match="not a swarm manager"):
        swarm.inspect()
