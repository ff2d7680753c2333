from __future__ import annotations

import socket
from pathlib import Path

import pytest

from pydock.portable import sockets


def test_a_socket_with_a_path(tmp_path: Path) -> None:
    with sockets.unix_socket() as server, sockets.unix_socket() as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
        server.accept()[0].close()
        assert client.recv(1) == b""


def test_ready_to_read_and_to_write() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not sockets.ready(ours, timeout=0)
        assert sockets.ready(ours, writing=True)
        theirs.send(b"x")
        assert sockets.ready(ours)
        assert sockets.ready(ours.fileno(), timeout=0)


def test_which_are_ready_first() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"x")
        assert sockets.first_ready([theirs.fileno(), ours.fileno()]) == [ours.fileno()]


def test_at_once_waits_for_nothing() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(BlockingIOError):
        ours.recv(1, sockets.AT_ONCE)
