"""Engines that break in the middle: each command ends with a clear error and the right code, never a traceback."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import Any

import pytest

from tests.support.command import Runner
from tests.support.engine import CUT, RESET, STALL, Answer, FakeEngine
from tests.support.terminal import Terminal

CONTAINER = {
    "Id": "c" * 64,
    "Name": "/c",
    "Config": {"Tty": False, "OpenStdin": False},
    "State": {"Running": True, "Paused": False, "Restarting": False},
    "HostConfig": {},
}


def frame(data: bytes) -> bytes:
    return b"\x01\0\0\0" + len(data).to_bytes(4, "big") + data


def only_error(text: str) -> str:
    """The one line that a failed command says."""
    assert "Traceback" not in text
    assert "internal error" not in text
    return text.strip()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(500, body=b"<html><h1>Bad gateway</h1></html>"), "Error response from daemon: <html><h1>Bad gateway"),
        (Answer(503, {"message": "shutting down"}), "Error response from daemon: shutting down"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n[{"), "unexpected EOF"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n[{}x"), "invalid JSON"),
        (Answer(raw=b"220 smtp.example ESMTP\r\n"), "malformed HTTP response"),
        (Answer(raw=b""), "EOF"),
    ],
)
def test_ps(fake: FakeEngine, run: Runner, answer: Answer, message: str) -> None:
    fake.on("GET", "/containers/json", answer)
    result = run("ps")
    assert result.exit_code == 1
    assert message in only_error(result.stderr)


@pytest.mark.parametrize("fault", [CUT, RESET])
@pytest.mark.parametrize("cut", [2, 8, 9])
def test_logs_cut_in_a_frame(fake: FakeEngine, run: Runner, fault: object, cut: int) -> None:
    fake.on("GET", "/containers/c/json", json=CONTAINER)
    chunks = [frame(b"first\n"), frame(b"second\n")[:cut], fault]
    for name in ("c", CONTAINER["Id"]):
        fake.may("GET", f"/containers/{name}/logs", chunks=chunks)
    result = run("logs", "c")
    assert result.exit_code == 1
    assert result.stdout.startswith("first\n")
    assert "unexpected EOF" in only_error(result.stderr)


@pytest.mark.parametrize(
    ("chunks", "message"),
    [
        ([b'{"status":"Pulling"}\r\n{"sta', CUT], "unexpected EOF"),
        ([b'{"status":"Pulling"}\r\n{"sta'], "unexpected EOF"),
        ([b'{"status":"Pulling"}\r\n', RESET], "unexpected EOF"),
        ([b"<html>\r\n"], "invalid JSON"),
        ([{"errorDetail": {"message": "no space left"}, "error": "no space left"}], "no space left"),
    ],
)
def test_pull(fake: FakeEngine, run: Runner, chunks: list[Any], message: str) -> None:
    fake.on("POST", "/images/create", chunks=chunks)
    result = run("pull", "busybox")
    assert result.exit_code == 1
    assert message in only_error(result.stderr)


def test_attach_ends_with_the_engine(fake: FakeEngine, run: Runner) -> None:
    def peer(sock: socket.socket) -> None:
        sock.sendall(frame(b"hello\n") + frame(b"half")[:10])

    fake.on("POST", "/containers/c/attach", upgrade=peer)
    fake.on("GET", "/containers/c/json", json=CONTAINER)
    fake.on("POST", "/containers/c/wait", chunks=[CUT])
    result = run("attach", "c")
    assert result.exit_code == 1
    assert result.stdout.startswith("hello\n")
    only_error(result.stderr)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stalled_engine_can_be_interrupted(fake: FakeEngine, number: signal.Signals, code: int) -> None:
    fake.on("GET", "/events", chunks=[{"Type": "container", "Action": "start", "Actor": {"ID": "c"}, "time": 1}, STALL])
    environ = {**os.environ, "DOCKER_HOST": fake.host}
    with Terminal([sys.executable, "-m", "pydock", "events"], environ=environ) as tty:
        tty.expect(b"container start c")
        tty.process.send_signal(number)
        assert tty.wait() == code
        only_error(tty.seen.decode())


def test_a_reader_that_leaves(fake: FakeEngine) -> None:
    """``pydock logs | head -1``: silent, as a C program under SIGPIPE."""
    fake.on("GET", "/containers/c/json", json=CONTAINER)
    for name in ("c", CONTAINER["Id"]):
        fake.may("GET", f"/containers/{name}/logs", chunks=[frame(b"line\n" * 1000)] * 2000)
    environ = {**os.environ, "DOCKER_HOST": fake.host}
    script = f"{sys.executable} -m pydock logs c | head -n 1"
    with Terminal(["sh", "-c", script], environ=environ) as tty:
        assert tty.wait() == 0
        assert tty.seen == b"line\r\n"
