"""Both directions between an engine's stream and the standard streams."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from pydock.engine.frames import Demultiplexer
from pydock.engine.transport.http1 import Head
from pydock.engine.upgrade import Upgraded
from pydock.engine.wire import Wire
from pydock.errors import ProtocolError
from pydock.terminal.relay import copy, relay
from pydock.terminal.streams import Input, Output


def frame(stream: int, data: bytes) -> bytes:
    return bytes([stream, 0, 0, 0]) + len(data).to_bytes(4, "big") + data


class Ends(NamedTuple):
    """Our stream and streams, and the far ends of all of them."""

    stream: Upgraded
    engine: socket.socket
    stdin: Input
    stdin_writer: int
    stdout: Output
    stdout_reader: int
    stderr: Output
    stderr_reader: int


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, engine = socket.socketpair()
    stdin, stdout, stderr = os.pipe(), os.pipe(), os.pipe()
    stream = Upgraded(Head(101, "", {}, True), Wire(ours))
    everything = Ends(
        stream, engine, Input(stdin[0]), stdin[1], Output(stdout[1]), stdout[0], Output(stderr[1]), stderr[0]
    )
    yield everything
    stream.close()
    engine.close()
    for fd in (*stdin, *stdout, *stderr):
        try:
            os.close(fd)
        except OSError:
            pass


def read_available(fd: int) -> bytes:
    os.set_blocking(fd, False)
    try:
        return os.read(fd, 1 << 20)
    except BlockingIOError:
        return b""


def test_frames_go_to_their_streams(ends: Ends) -> None:
    ends.engine.sendall(frame(1, b"out") + frame(2, b"err") + frame(1, b"put"))
    ends.engine.close()
    copy(ends.stream, ends.stdout, ends.stderr, Demultiplexer())
    assert read_available(ends.stdout_reader) == b"output"
    assert read_available(ends.stderr_reader) == b"err"


def test_cut_in_a_frame(ends: Ends) -> None:
    ends.engine.sendall(frame(1, b"out")[:-1])
    ends.engine.close()
    with pytest.raises(ProtocolError, match="unexpected EOF"):
        copy(ends.stream, ends.stdout, ends.stderr, Demultiplexer())
    assert read_available(ends.stdout_reader) == b"ou"


def test_end_of_input_is_a_half_close(ends: Ends) -> None:
    def engine() -> None:
        received = b""
        while data := ends.engine.recv(100):
            received += data
        ends.engine.sendall(b"got " + received)
        ends.engine.close()

    thread = threading.Thread(target=engine)
    thread.start()
    os.write(ends.stdin_writer, b"hello")
    os.close(ends.stdin_writer)
    assert not relay(ends.stream, stdin=ends.stdin, stdout=ends.stdout, stderr=None)
    thread.join()
    assert read_available(ends.stdout_reader) == b"got hello"


def test_the_end_of_output_does_not_wait_for_input(ends: Ends) -> None:
    ends.engine.sendall(b"bye")
    ends.engine.close()
    assert not relay(ends.stream, stdin=ends.stdin, stdout=ends.stdout, stderr=None)
    assert read_available(ends.stdout_reader) == b"bye"
    os.write(ends.stdin_writer, b"next command's")
    assert read_available(ends.stdin.fd) == b"next command's"


def test_detach_keys_across_reads(ends: Ends) -> None:
    def type_keys() -> None:
        os.write(ends.stdin_writer, b"ab\x10")
        assert ends.engine.recv(100) == b"ab"
        os.write(ends.stdin_writer, b"\x11left over")

    thread = threading.Thread(target=type_keys)
    thread.start()
    assert relay(ends.stream, stdin=ends.stdin, stdout=ends.stdout, stderr=None, detach_keys=b"\x10\x11")
    thread.join()


def test_only_input(ends: Ends) -> None:
    os.write(ends.stdin_writer, b"data")
    os.close(ends.stdin_writer)
    assert not relay(ends.stream, stdin=ends.stdin, stdout=None, stderr=None)
    assert ends.engine.recv(100) == b"data"


def test_a_slow_reader_stops_the_engine(ends: Ends) -> None:
    """Nothing is buffered without bound: what is not read on one side is not taken on the other."""
    sent = [0]

    def engine() -> None:
        block = b"x" * 65536
        with ends.engine:
            for _ in range(256):
                ends.engine.sendall(block)
                sent[0] += len(block)

    thread = threading.Thread(target=engine)
    thread.start()
    relaying = threading.Thread(
        target=lambda: relay(ends.stream, stdin=ends.stdin, stdout=ends.stdout, stderr=None)
    )
    relaying.start()
    thread.join(0.5)
    assert thread.is_alive()
    assert sent[0] < 8 << 20
    total = 0
    while total < 256 * 65536:
        total += len(os.read(ends.stdout_reader, 1 << 20))
    thread.join()
    relaying.join()


def test_both_directions_at_once(ends: Ends) -> None:
    """An echoing container and megabytes both ways: neither direction waits for the other."""
    size = 4 << 20

    def engine() -> None:
        while data := ends.engine.recv(65536):
            ends.engine.sendall(data)
        ends.engine.shutdown(socket.SHUT_WR)

    def feed() -> None:
        left = memoryview(b"y" * size)
        while left:
            left = left[os.write(ends.stdin_writer, left) :]
        os.close(ends.stdin_writer)

    received = [0]

    def drain() -> None:
        while received[0] < size:
            received[0] += len(os.read(ends.stdout_reader, 65536))

    threads = [threading.Thread(target=target) for target in (engine, feed, drain)]
    for thread in threads:
        thread.start()
    assert not relay(ends.stream, stdin=ends.stdin, stdout=ends.stdout, stderr=None)
    for thread in threads:
        thread.join()
    assert received[0] == size


def test_a_reader_that_left(ends: Ends) -> None:
    os.close(ends.stdout_reader)
    ends.engine.sendall(b"out")
    with pytest.raises(BrokenPipeError):
        relay(ends.stream, stdin=ends.stdin, stdout=ends.stdout, stderr=None)
