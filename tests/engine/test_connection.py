"""Requests to an engine: negotiation, kept connections, errors in Docker's words, faults on the wire."""

from __future__ import annotations

import io
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pydock.engine import connection as module
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import (
    ConfigError,
    ConflictError,
    ConnectError,
    EngineError,
    NotFoundError,
    ProtocolError,
    VersionError,
)
from tests.support.engine import CUT, RESET, STALL, Answer, FakeEngine


class Connect:
    """Makes connections that the end of the test closes."""

    def __init__(self) -> None:
        self.made: list[Connection] = []

    def __call__(self, fake: FakeEngine | str, environ: Mapping[str, str] | None = None, **more: Any) -> Connection:
        host = fake if isinstance(fake, str) else fake.host
        self.made.append(Connection(Endpoint("default", host), environ=environ, **more))
        return self.made[-1]


@pytest.fixture
def connect() -> Iterator[Connect]:
    factory = Connect()
    yield factory
    for made in factory.made:
        made.close()


@pytest.fixture
def connection(fake: FakeEngine, connect: Connect) -> Connection:
    return connect(fake)


@pytest.mark.parametrize(
    ("offered", "used"), [("1.41", "1.41"), ("1.51", "1.51"), ("1.99", "1.51"), ("1.24", "1.24"), ("1.9", "1.9")]
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
    assert connect(fake).api_version == "1.51"


def test_require(connection: Connection) -> None:
    connection.require("1.51", '"--x"')
    message = '"--x" requires API version 1.52, but the Docker daemon API version is 1.51'
    with pytest.raises(VersionError, match=message):
        connection.require("1.52", '"--x"')
    assert connection.at_least("1.9")


def test_headers(connect: Connect, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json={})
    fake.on("POST", "/a", status=204)
    fake.on("POST", "/b", status=204)
    configured = {"X-Meta": "m", "User-Agent": "other"}
    connect(fake, headers=configured).call("GET", "/info")
    made = connect(fake, headers=configured, environ={"DOCKER_CUSTOM_HEADERS": 'A=b,"C=d,e"'})
    made.call("POST", "/a")
    made.call("POST", "/b", body={"x": "é"})
    first, second, third = fake.requests
    assert first.headers["x-meta"] == "m"
    assert first.headers["user-agent"].startswith("pydock/")
    assert first.headers["host"] == "api.moby.localhost"
    assert "content-type" not in first.headers
    assert (second.headers["a"], second.headers["c"]) == ("b", "d,e")
    assert "x-meta" not in second.headers
    assert second.headers["content-length"] == "0"
    assert "content-type" not in second.headers
    assert third.headers["content-type"] == "application/json"
    assert third.json == {"x": "é"}


@pytest.mark.parametrize("text", ["a", "=b", '"a'])
def test_bad_custom_headers(text: str) -> None:
    with pytest.raises(ConfigError, match="DOCKER_CUSTOM_HEADERS"):
        Connection(Endpoint("d", "unix:///x"), environ={"DOCKER_CUSTOM_HEADERS": text})


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


def test_a_post_is_never_sent_twice(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/x", raw=b"")
    assert connection.api_version
    with pytest.raises(ConnectError, match=r'error during connect: Post ".*/v1\.51/x": EOF'):
        connection.call("POST", "/x")
    assert len(fake.of("POST", "/x")) == 1


ERRORS = [
    (Answer(404, {"message": "No such volume: x"}), NotFoundError, "Error response from daemon: No such volume: x"),
    (Answer(409, {"message": "in use"}), ConflictError, "Error response from daemon: in use"),
    (Answer(500, body=b"<html>oh no</html>\n"), EngineError, "Error response from daemon: <html>oh no</html>"),
    (Answer(500), EngineError, "request returned 500 Status for API route and version BASE/v1.51/x, "),
    (Answer(500, body=b"y" * (2 << 20)), EngineError, "request returned 500 Status with a message (> 1048576 bytes) "),
    (Answer(404, {}), NotFoundError, "Error response from daemon: API returned a 404 (Not Found) but provided no "),
    (Answer(400, {"message": 1}), EngineError, "Error reading JSON: "),
    (
        Answer(400, body=b'{"mess', headers={"Content-Type": "application/json; charset=utf-8"}),
        EngineError,
        "Error reading JSON: ",
    ),
    (
        Answer(301, headers={"Location": "/y"}),
        ConnectError,
        'error during connect: Post "BASE/y": unexpected redirect in response',
    ),
]


@pytest.mark.parametrize(("answer", "kind", "message"), ERRORS, ids=range(len(ERRORS)))
def test_errors(
    fake: FakeEngine, connection: Connection, answer: Answer, kind: type[EngineError], message: str
) -> None:
    fake.on("POST", "/x", answer)
    with pytest.raises(kind) as caught:
        connection.call("POST", "/x")
    assert str(caught.value).startswith(message.replace("BASE", connection.dialer.base))
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"SSH-2.0-OpenSSH\r\n", "malformed HTTP response .*TLS-enabled"),
        (b"", "EOF"),
        (b"HTTP/1.1 200 OK\r\nContent-", "unexpected EOF"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n[1,", "unexpected EOF"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1", "unexpected EOF"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "invalid chunked"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1,", "unexpected EOF"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "invalid JSON"),
    ],
)
def test_broken_answers(fake: FakeEngine, connection: Connection, raw: bytes, message: str) -> None:
    fake.on("POST", "/x", raw=raw)
    with pytest.raises((ConnectError, ProtocolError), match="(?s)" + message):
        connection.call("POST", "/x")


@pytest.mark.parametrize("fault", [CUT, RESET])
def test_a_stream_that_breaks_off(fake: FakeEngine, connection: Connection, fault: object) -> None:
    fake.on("GET", "/logs", chunks=[b"one", b"two", fault])
    with pytest.raises(ProtocolError, match="unexpected EOF"):
        connection.open("GET", "/logs").read()


def test_chunks_come_as_they_arrive_and_close_ends_a_stall(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/events", chunks=[b"one", STALL])
    with connection.open("GET", "/events") as response:
        assert next(response.chunks()) == b"one"
    fake.on("GET", "/info", json={})
    connection.call("GET", "/info")


def test_an_engine_that_does_not_answer(
    connect: Connect, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_what_answers_is_no_engine(connect: Connect, fake: FakeEngine) -> None:
    fake.on("HEAD", "/_ping", status=404)
    fake.on("GET", "/_ping", status=404, body=b"404 page not found")
    fake.on("GET", "/info", status=404, body=b"404 page not found")
    with pytest.raises(NotFoundError) as caught:
        connect(fake).call("GET", "/info")
    assert "does not look like a Docker engine" in (caught.value.hint or "")


@pytest.mark.parametrize(("where", "reason"), [("nothing", "missing"), ("file", "refused"), ("dead", "refused")])
def test_no_engine(tmp_path: Path, where: str, reason: str) -> None:
    path = tmp_path / where
    if where == "file":
        path.touch()
    if where == "dead":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
            listener.listen()
    with pytest.raises(ConnectError) as caught:
        assert Connection(Endpoint("d", f"unix://{path}")).api_version
    assert str(caught.value) == f"Cannot connect to the Docker daemon at unix://{path}. Is the docker daemon running?"
    assert caught.value.reason == reason
    assert str(path) in (caught.value.hint or "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may connect to anything")
def test_permission(connect: Connect, fake: FakeEngine) -> None:
    os.chmod(fake.path, 0)
    with pytest.raises(ConnectError, match="permission denied while trying to connect") as caught:
        assert connect(fake).api_version
    assert caught.value.reason == "permission"


@pytest.mark.parametrize("body", ["bytes", "file", "memory", "iterable", "empty file"])
def test_bodies(fake: FakeEngine, connection: Connection, tmp_path: Path, body: str) -> None:
    data = b"" if body == "empty file" else os.urandom(3 << 20)
    fake.on("POST", "/load", status=204)
    path = tmp_path / "body"
    path.write_bytes(b"skipped" + data)
    with path.open("rb") as file:
        file.seek(7)
        pieces = (data[i : i + 10_000] for i in range(0, len(data), 10_000))
        bodies: dict[str, Any] = {"bytes": data, "memory": io.BytesIO(data), "iterable": pieces}
        connection.call("POST", "/load", body=bodies.get(body, file), headers={"Content-Type": "application/x-tar"})
    request = fake.requests[-1]
    assert request.body == data
    assert request.headers["content-type"] == "application/x-tar"
    assert ("content-length" in request.headers) is (body not in ("memory", "iterable"))


@pytest.mark.parametrize("body", ["file", "iterable"])
def test_an_early_error_is_shown_instead_of_a_broken_pipe(
    fake: FakeEngine, connection: Connection, tmp_path: Path, body: str
) -> None:
    fake.on("POST", "/load", status=400, json={"message": "too much"}, early=True)
    path = tmp_path / "body"
    with path.open("wb") as file:
        file.truncate(64 << 20)
    with path.open("rb") as file:
        what: Any = file if body == "file" else iter(lambda: b"x" * 100_000, b"")
        with pytest.raises(EngineError, match="Error response from daemon: too much"):
            connection.call("POST", "/load", body=what)


def test_an_engine_that_answers_while_it_reads(connect: Connect, fake: FakeEngine) -> None:
    """Output longer than any buffer, before the input was read: neither side may wait for the other."""
    size = 8 << 20

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(fake.path + ".2")
        listener.listen()
        got = [0]

        def serve() -> None:
            sock, _ = listener.accept()
            with sock:
                sock.recv(1000)
                sock.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"o" * size)
                sock.shutdown(socket.SHUT_WR)
                while data := sock.recv(1 << 20):
                    got[0] += len(data)
                    if data.endswith(b"\r\n0\r\n\r\n"):
                        break

        thread = threading.Thread(target=serve)
        thread.start()
        made = connect(f"unix://{fake.path}.2", environ={"DOCKER_API_VERSION": "1.51"})
        body = (b"i" * 50_000 for _ in range(size // 50_000))
        with made.open("POST", "/load", body=body) as response:
            assert len(response.read()) == size
        thread.join()
        assert got[0] > size - 50_000
    os.unlink(fake.path + ".2")


def test_reading_by_count(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/x", chunks=[b"abc", b"defgh", b"i"])
    with connection.open("GET", "/x") as response:
        assert response.read(4) == b"abcd"
        assert response.read(0) == b""
        buffer = bytearray(2)
        assert response.readinto(buffer) > 0
        assert response.read(100)[-1:] == b"i"
        assert response.read(5) == b""
        assert response.readinto(buffer) == 0
    assert fake.connections == 1


def test_readinto_takes_big_bodies_without_copies(fake: FakeEngine, connection: Connection) -> None:
    data = os.urandom(1 << 20)
    fake.on("GET", "/length", body=data)
    fake.on("GET", "/chunks", chunks=[data])
    for path in ("/length", "/chunks"):
        with connection.open("GET", path) as response:
            buffer = bytearray(100_000)
            out = b""
            while count := response.readinto(buffer):
                out += buffer[:count]
        assert out == data
    assert fake.connections == 1


def test_upgrade_loses_nothing_and_half_closes(fake: FakeEngine, connection: Connection) -> None:
    def peer(sock: socket.socket) -> None:
        sock.sendall(b"early")
        received = b""
        while data := sock.recv(100):
            received += data
        sock.sendall(b" got " + received)

    fake.on("POST", "/containers/x/attach", upgrade=peer)
    with connection.upgrade("POST", "/containers/x/attach", query={"stream": True}) as stream:
        stream.sendall(b"typed")
        stream.close_write()
        out = b""
        while data := stream.recv(3):
            out += data
    assert out == b"early got typed"
    request = fake.requests[-1]
    assert request.headers["upgrade"] == "tcp"
    assert request.headers["content-type"] == "text/plain"


def test_bytes_in_one_packet_with_the_head(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/x", raw=b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello")
    stream = connection.upgrade("POST", "/x", body={})
    assert stream.buffered
    buffer = bytearray(3)
    assert stream.recv_into(buffer) == 3
    assert stream.recv() == b"lo"
    assert stream.recv() == b""
    stream.close()


def test_upgrade_refused(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/x", status=409, json={"message": "not running"})
    fake.on("POST", "/session", json={})
    with pytest.raises(ConflictError, match="not running"):
        connection.upgrade("POST", "/x")
    with pytest.raises(ProtocolError, match="unable to upgrade to h2c, received 200"):
        connection.upgrade("POST", "/session", protocol="h2c")
