"""Typed calls on exec instances."""

from __future__ import annotations

from pydock.engine.api import Engine
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from tests.support.engine import FakeEngine


def test_life_of_an_instance(fake: FakeEngine) -> None:
    connection = Connection(Endpoint("fake", fake.host))
    calls = Engine(connection).exec
    fake.on("POST", "/containers/c/exec", status=201, json={"Id": "e"})
    fake.on("POST", "/exec/e/start")
    fake.on("POST", "/exec/e/resize")
    fake.on("GET", "/exec/e/json", json={"ExitCode": 3})
    assert calls.create("c", {"Cmd": ["x"]}) == "e"
    calls.start("e", {"Detach": True, "Tty": False})
    calls.resize("e", columns=2, rows=1)
    assert calls.inspect("e")["ExitCode"] == 3
    assert fake.requests[1].json == {"Detach": True, "Tty": False}
    assert fake.requests[2].query == {"h": ["1"], "w": ["2"]}
    connection.close()
