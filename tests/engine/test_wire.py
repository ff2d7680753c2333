"""Request bodies on their way, and answers that do not wait for their end."""

from __future__ import annotations

import io
import os
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from pydock.engine.bodies import from_fd
from pydock.engine.connection import Connection
from pydock.errors import ConnectError, EngineError
from tests.engine.conftest import Connect
from tests.support.engine import FakeEngine


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


@pytest.mark.parametrize("answer", ["error", "end"])
def test_an_engine_that_does_not_wait_for_a_slow_body(fake: FakeEngine, connection: Connection, answer: str) -> None:
    """Nobody writes to the pipe any more: it is the engine that ends it."""
    if answer == "error":
        fake.on("POST", "/load", status=400, json={"message": "too much"}, early=True)
    else:
        fake.on("POST", "/load", raw=b"", early=True)
    reader, writer = os.pipe()
    try:
        os.write(writer, b"the beginning")
        error = EngineError if answer == "error" else ConnectError
        with pytest.raises(error, match="too much" if answer == "error" else '/load": EOF'):
            connection.call("POST", "/load", body=from_fd(reader, "stdin"))
    finally:
        os.close(reader)
        os.close(writer)


@pytest.mark.parametrize("body", ["stream", "file"])
def test_an_engine_that_answers_while_it_reads(connect: Connect, fake: FakeEngine, tmp_path: Path, body: str) -> None:
    """Output longer than any buffer, before the input was read: neither side may wait for the other."""
    size = 8 << 20
    path = tmp_path / "input"
    path.write_bytes(b"i" * (size - 7) + b"\r\n0\r\n\r\n")

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(fake.path + ".2")
        listener.listen()
        got = [0]

        def serve() -> None:
            sock, _ = listener.accept()
            with sock:
                sock.recv(1000)
                sock.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"o" * size)
                end = b""
                while end != b"\r\n0\r\n\r\n" and (data := sock.recv(1 << 20)):
                    got[0] += len(data)
                    end = (end + data)[-7:]

        thread = threading.Thread(target=serve)
        thread.start()
        made = connect(f"unix://{fake.path}.2", environ={"DOCKER_API_VERSION": "1.51"})
        with path.open("rb") as file:
            what: Any = file if body == "file" else iter(lambda: file.read(50_000), b"")
            with made.open("POST", "/load", body=what) as response:
                assert len(response.read()) == size
        thread.join()
        assert got[0] > size - 1000  # the first of it came with the head
    os.unlink(fake.path + ".2")
