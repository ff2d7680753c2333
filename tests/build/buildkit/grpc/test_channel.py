"""Channels over a real socket pair: calls both ways, windows, cancelled and broken connections."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from pydock.build.buildkit.grpc.channel import Call, Channel, Handler
from pydock.build.buildkit.grpc.status import CANCELLED, NOT_FOUND, UNAVAILABLE, UNIMPLEMENTED, UNKNOWN, GrpcError


class Pair:
    """A client and a server that talk over a socket pair."""

    def __init__(self, handlers: dict[str, Handler]) -> None:
        self.sockets = socket.socketpair()
        self.client = Channel(self.sockets[0], client=True)
        self.server = Channel(self.sockets[1], client=False, handlers=handlers)
        self.client.begin()
        self.server.begin()

    def close(self) -> None:
        for sock in self.sockets:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.client.close()
        self.server.close()


def _echo(call: Call) -> None:
    for message in call:
        call.send(message)


def _fail(call: Call) -> None:
    call.receive()
    raise GrpcError(NOT_FOUND, "nothing here", b"why")


def _break(call: Call) -> None:
    call.receive()
    raise LookupError("no such key")


@pytest.fixture
def pair() -> Iterator[Pair]:
    held = threading.Event()
    made = Pair({"/t/Echo": _echo, "/t/Fail": _fail, "/t/Break": _break, "/t/Hold": lambda call: _hold(held)})
    try:
        yield made
    finally:
        held.set()
        made.close()


def test_unary(pair: Pair) -> None:
    assert pair.client.unary("/t/Echo", b"hello") == b"hello"


def test_a_stream_larger_than_every_window(pair: Pair) -> None:
    call = pair.client.call("/t/Echo")
    sent = [bytes([n % 251]) * 100_000 for n in range(120)]

    def write() -> None:
        for message in sent:
            call.send(message)
        call.close_send()

    writer = threading.Thread(target=write)
    writer.start()
    assert list(call) == sent
    writer.join()
    call.check()


def test_errors_carry_their_details(pair: Pair) -> None:
    with pytest.raises(GrpcError) as caught:
        pair.client.unary("/t/Fail", b"")
    assert caught.value.status == (NOT_FOUND, "nothing here", b"why")


def test_a_handler_that_breaks_still_answers(pair: Pair) -> None:
    with pytest.raises(GrpcError) as caught:
        pair.client.unary("/t/Break", b"")
    assert caught.value.status == (UNKNOWN, "no such key", b"")


def test_unknown_methods(pair: Pair) -> None:
    with pytest.raises(GrpcError) as caught:
        pair.client.unary("/t/Nothing", b"")
    assert caught.value.code == UNIMPLEMENTED


def test_cancel(pair: Pair) -> None:
    call = pair.client.call("/t/Hold", b"")
    with pytest.raises(TimeoutError):
        call.receive(0.01)
    call.cancel()
    assert call.receive() is None and call.result().code == CANCELLED


def test_a_lost_connection_ends_calls(pair: Pair) -> None:
    call = pair.client.call("/t/Hold", b"")
    pair.sockets[1].shutdown(socket.SHUT_RDWR)
    assert call.result().code == UNAVAILABLE
    with pytest.raises(GrpcError):
        pair.client.call("/t/Echo", b"")


def _hold(event: threading.Event) -> None:
    event.wait()


class Explaining:
    """A transport that knows why it broke."""

    def __init__(self, sock: socket.socket) -> None:
        self.recv, self.sendall, self.close = sock.recv, sock.sendall, sock.close

    def lost(self, what: str) -> str:
        return f"{what}, and this is why"


def test_a_way_that_broke_says_why() -> None:
    near, far = socket.socketpair()
    client = Channel(Explaining(near), client=True)
    client.begin()
    call = client.call("/t/Echo")
    far.close()
    assert list(call) == []
    assert call.status is not None
    assert call.status.message == "the engine closed the connection, and this is why"
    client.close()
    near.close()
