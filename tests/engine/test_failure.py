"""Errors in Docker's words."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import (
    ConflictError,
    ConnectError,
    EngineError,
    NotFoundError,
)
from tests.engine.conftest import Connect
from tests.support.engine import Answer, FakeEngine

ERRORS = [
    (Answer(404, {"message": "No such volume: x"}), NotFoundError, "Error response from daemon: No such volume: x"),
    (Answer(409, {"message": "in use"}), ConflictError, "Error response from daemon: in use"),
    (Answer(500, body=b"<html>oh no</html>\n"), EngineError, "Error response from daemon: <html>oh no</html>"),
    (Answer(500), EngineError, "request returned 500 Status for API route and version BASE/v1.50/x, "),
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


def test_limits_that_the_engine_may_not_set(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/x", Answer(500, {"message": "runc: error setting rlimit type 7: operation not permitted"}))
    with pytest.raises(EngineError) as caught:
        connection.call("POST", "/x")
    assert "--ulimit" in (caught.value.hint or "") and caught.value.hint_for_people


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
