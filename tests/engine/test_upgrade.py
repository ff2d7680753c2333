"""Connections that stop being HTTP."""

from __future__ import annotations

import socket

import pytest

from pydock.engine.connection import Connection
from pydock.errors import (
    ConflictError,
    ProtocolError,
)
from tests.support.engine import FakeEngine


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
