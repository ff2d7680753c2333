"""Requests to an engine: negotiation, kept connections, errors in Docker's words, faults on the wire."""

from __future__ import annotations

import threading

import pytest

from pydock.engine import connection as module
from pydock.engine.connection import Connection
from pydock.errors import (
    ConnectError,
    NotFoundError,
    VersionError,
)
from tests.engine.conftest import Connect
from tests.support.engine import Answer, FakeEngine


@pytest.mark.parametrize(
    ("offered", "used"),
    [("1.41", "1.41"), ("1.50", "1.50"), ("1.51", "1.50"), ("1.99", "1.50"), ("1.24", "1.24"), ("1.9", "1.9")],
)
def test_negotiation(connect: Connect, fake: FakeEngine, offered: str, used: str) -> None:
    fake.ping = {"Api-Version": offered, "Swarm": "active/manager", "Docker-Experimental": "true", "Ostype": "linux"}
    fake.on("GET", "/info", json={})
    connection = connect(fake)
    connection.call("GET", "/info")
    assert connection.api_version == used
    assert fake.requests[-1].version == used
    assert connection.ping.swarm == "active/manager"
    assert connection.ping.experimental


def test_an_engine_that_names_no_version(connect: Connect, fake: FakeEngine) -> None:
    fake.ping = {}
    assert connect(fake).api_version == "1.24"


@pytest.mark.parametrize("pinned", ["1.30", "v1.30"])
def test_pinned_version_needs_no_ping(connect: Connect, fake: FakeEngine, pinned: str) -> None:
    fake.on("HEAD", "/_ping", status=500)
    fake.on("GET", "/info", json={"a": 1})
    assert connect(fake, {"DOCKER_API_VERSION": pinned}).call("GET", "/info") == {"a": 1}
    assert [r.version for r in fake.requests] == ["1.30"]
    fake.requests.clear()
    fake.on("GET", "/_ping", headers={"Api-Version": "1.51"})
    assert connect(fake).api_version == "1.50"


def test_require(connection: Connection) -> None:
    connection.require("1.50", '"--x"')
    message = '"--x" requires API version 1.51, but the Docker daemon API version is 1.50'
    with pytest.raises(VersionError, match=message):
        connection.require("1.51", '"--x"')
    assert connection.at_least("1.9")


def test_one_connection_serves_a_whole_command(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/info", json=[1] * 1000)
    fake.on("POST", "/x", status=204)
    fake.on("GET", "/gone", status=404, json={"message": "no"})
    for _ in range(5):
        connection.call("GET", "/info")
        connection.call("POST", "/x")
        with pytest.raises(NotFoundError):
            connection.call("GET", "/gone")
    assert fake.connections == 1


def test_requests_at_once_have_connections_of_their_own(fake: FakeEngine, connection: Connection) -> None:
    barrier = threading.Barrier(4)

    def answer(request: object) -> Answer:
        barrier.wait(30)
        return Answer(json={})

    fake.on("GET", "/info", answer)
    assert connection.api_version
    threads = [threading.Thread(target=connection.call, args=("GET", "/info")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fake.connections == 4
    fake.on("GET", "/info", json={})
    connection.call("GET", "/info")
    assert fake.connections == 4


def test_a_kept_connection_that_the_engine_closed_is_replaced(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/x", headers={"Connection": "keep-alive"}, raw=b"HTTP/1.1 204 No Content\r\n\r\n")
    for _ in range(3):
        connection.call("POST", "/x")
        while not connection._idle[0].stale():
            pass
    assert len(fake.of("POST", "/x")) == 3


def test_a_thread_that_outlives_the_connection_keeps_nothing_open(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/late", json={})
    with connection.open("GET", "/late") as late:
        connection.close()
        late.read()
    assert not connection._idle


def test_a_post_is_never_sent_twice(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/x", raw=b"")
    assert connection.api_version
    with pytest.raises(ConnectError, match=r'error during connect: Post ".*/v1\.50/x": EOF'):
        connection.call("POST", "/x")
    assert len(fake.of("POST", "/x")) == 1


def test_an_engine_that_does_not_answer(connect: Connect, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PING_TIMEOUT", 0.05)
    stalled = threading.Event()

    def wait(request: object) -> Answer:
        stalled.wait(30)
        return Answer()

    fake.on("HEAD", "/_ping", wait)
    with pytest.raises(ConnectError, match="Cannot connect") as caught:
        assert connect(fake).api_version
    assert caught.value.reason == "timeout"
    stalled.set()
