"""Bodies read as they come, whole or broken."""

from __future__ import annotations

import os

import pytest

from pydock.engine.connection import Connection
from pydock.errors import (
    ConnectError,
    ProtocolError,
)
from tests.support.engine import CUT, RESET, STALL, FakeEngine


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
