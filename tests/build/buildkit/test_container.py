"""The life of a builder's container."""

from __future__ import annotations

import io
import socket
import tarfile
from collections.abc import Iterator
from contextlib import closing

import pytest

from pydock.build.buildkit.container import ContainerNode, ExecStream, _archive
from pydock.build.buildkit.container_options import parse_settings
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from tests.support.engine import Answer, FakeEngine

_PATH = "/containers/buildx_buildkit_b0"


@pytest.fixture
def connection(fake: FakeEngine) -> Iterator[Connection]:
    fake.may("GET", "/_ping")
    with closing(Connection(Endpoint("fake", fake.host))) as connection:
        yield connection


def _node(connection: Connection) -> ContainerNode:
    return ContainerNode("b", "b0", connection, parse_settings({}))


def test_status(fake: FakeEngine, connection: Connection) -> None:
    running, stopped = ({"State": {"Running": value}} for value in (True, False))
    answers = [Answer(json=running), Answer(json=stopped), Answer(404, json={"message": "No such container"})]
    fake.on("GET", f"{_PATH}/json", answers)
    node = _node(connection)
    assert [node.status() for _ in range(3)] == ["running", "stopped", "inactive"]


def test_removing_keeps_what_is_to_stay(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", f"{_PATH}/json", json={"State": {"Running": True}})
    fake.on("POST", f"{_PATH}/stop", status=204)
    fake.on("DELETE", _PATH, status=204)
    node = _node(connection)
    node.remove(keep_state=False, keep_daemon=True)
    assert not fake.of("DELETE", _PATH)
    node.remove(keep_state=True, keep_daemon=False)
    (gone,) = fake.of("DELETE", _PATH)
    assert gone.query["force"] == ["1"] and gone.query["v"] == ["1"], "its volume of state has a name and stays"


def test_the_streams_of_a_process(fake: FakeEngine, connection: Connection) -> None:
    def talk(sock: socket.socket) -> None:
        said = sock.recv(100)
        sock.sendall(b"\2\0\0\0\0\0\0\4oops" + b"\1\0\0\0\0\0\0" + bytes([len(said)]) + said)

    fake.on("POST", "/exec/x/start", upgrade=talk)
    stream = ExecStream(connection.upgrade("POST", "/exec/x/start", body={}))
    stream.sendall(b"hello")
    assert stream.recv(2) == b"he" and stream.recv(100) == b"llo"
    assert stream.errors == b"oops" and stream.recv(1) == b""
    stream.close()


def test_files_of_the_daemon() -> None:
    with tarfile.open(fileobj=io.BytesIO(_archive({"buildkitd.toml": "YQ==", "certs/host/ca.pem": "Yg=="}))) as tar:
        assert tar.getnames() == [
            "buildkit",
            "buildkit/certs",
            "buildkit/certs/host",
            "buildkit/buildkitd.toml",
            "buildkit/certs/host/ca.pem",
        ]
        file = tar.extractfile("buildkit/certs/host/ca.pem")
        assert file is not None and file.read() == b"b"
