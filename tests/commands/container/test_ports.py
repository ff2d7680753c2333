"""``wait --for port=N``: an open port told from a forwarder that only hangs up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pydock.commands.container._ports import answers
from tests.commands.container.attached import frame, says
from tests.support.command import Runner
from tests.support.engine import STALL, Answer, FakeEngine

HEAD = b"  sl  local_address rem_address   st\n"


@contextmanager
def _server(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """A listener on loopback whose connections ``serve`` gets."""

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            serve(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _container(fake: FakeEngine, ports: dict[str, Any], *, running: bool = True) -> None:
    found = {"Id": "id", "State": {"Running": running, "ExitCode": 3}, "NetworkSettings": {"Ports": ports}}
    fake.on("GET", "/containers/c/json", json=found)
    fake.on("GET", "/containers/id/json", json=found)
    fake.on("POST", "/containers/id/wait", chunks=[STALL] if running else [b'{"StatusCode":3}'])


def test_published_and_open(fake: FakeEngine, run: Runner) -> None:
    kept: list[socket.socket] = []
    with _server(kept.append) as port:
        _container(fake, {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": str(port)}]})
        assert run("wait", "--for", "port=80", "c") == (0, "c\n", "")
    for connection in kept:
        connection.close()


def test_a_forwarder_that_hangs_up() -> None:
    with _server(socket.socket.close) as port:
        assert not answers("127.0.0.1", port)
    assert not answers("127.0.0.1", port)


def test_not_published(fake: FakeEngine, run: Runner) -> None:
    _container(fake, {})
    fake.on("POST", "/containers/id/exec", status=201, json={"Id": "e"})
    rows = [b"   0: 00000000:1F90 00000000:0000 " + state + b" x\n" for state in (b"01", b"0A")]
    fake.on("POST", "/exec/e/start", [Answer(upgrade=says(frame(1, HEAD + row))) for row in rows])
    fake.on("GET", "/exec/e/json", json={"ExitCode": 0})
    assert run("wait", "--for", "port=8080", "c") == (0, "c\n", "")
    assert len(fake.of("POST", "/exec/e/start")) == 2


def test_nothing_to_look_with(fake: FakeEngine, run: Runner) -> None:
    _container(fake, {})
    fake.on("POST", "/containers/id/exec", status=201, json={"Id": "e"})
    fake.on("POST", "/exec/e/start", Answer(upgrade=says(frame(1, b"OCI runtime exec failed\n"))))
    fake.on("GET", "/exec/e/json", json={"ExitCode": 127})
    want = "port 80 is not published, and the container has no cat to look for it with\n"
    assert run("wait", "--for", "port=80", "c") == (1, "", want)


def test_ended_before(fake: FakeEngine, run: Runner) -> None:
    _container(fake, {}, running=False)
    want = "container c exited with 3 before it listened on port 80\n"
    assert run("wait", "--for", "port=80", "c") == (1, "", want)
