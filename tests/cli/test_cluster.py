from __future__ import annotations

import pytest

from pydock.cli.cluster import NODE_ADDRESS, POOLS, availability, fetch_unlock_key, show_join_command, show_unlock_key
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine


@pytest.mark.parametrize(
    ("text", "address"),
    [("eth0", "eth0:2377"), (":99", "0.0.0.0:99"), ("tcp://h:1", "h:1"), ("[::1]", "[::1]:2377")],
)
def test_node_addresses_are_completed(text: str, address: str) -> None:
    assert NODE_ADDRESS.parse(text) == address


def test_one_text_may_hold_several_pools() -> None:
    assert POOLS.spread
    assert POOLS.parse("10.0.0.1/8,172.16.0.0/12") == ["10.0.0.0/8", "172.16.0.0/12"]


def test_availability_counts_only_where_it_was_given(make: MakeApp) -> None:
    app = make().app
    assert availability(app, "active") == ""
    app.changed = frozenset({"availability"})
    assert availability(app, "DRAIN") == "drain"
    with pytest.raises(PydockError, match='invalid availability "x", only active, pause and drain'):
        availability(app, "x")


@pytest.mark.parametrize(
    ("worker", "manager", "tokens"), [(True, False, ["w-1"]), (False, True, ["m-1"]), (True, True, ["w-1", "m-1"])]
)
def test_the_command_to_join(make: MakeApp, fake: FakeEngine, worker: bool, manager: bool, tokens: list[str]) -> None:
    fake.on("GET", "/nodes/n1", json={"ManagerStatus": {"Addr": "10.0.0.1:2377"}})
    fake.on("GET", "/swarm", json={"JoinTokens": {"Worker": "w-1", "Manager": "m-1"}})
    written = make()
    show_join_command(written.app, "n1", worker=worker, manager=manager)
    commands = [line.strip() for line in written.out.splitlines() if line.startswith("    ")]
    assert commands == [f"docker swarm join --token {token} 10.0.0.1:2377" for token in tokens]


def test_the_unlock_key_is_shown_where_there_is_one(make: MakeApp) -> None:
    written = make()
    show_unlock_key(written.app, "")
    assert written.out == ""
    show_unlock_key(written.app, "SWMKEY-1")
    assert "\n    SWMKEY-1\n" in written.out


def test_a_key_that_cannot_be_had(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/swarm/unlockkey", status=503, json={"message": "no swarm"})
    with pytest.raises(PydockError, match=r"^could not fetch unlock key: Error response from daemon: no swarm$"):
        fetch_unlock_key(make().app)
