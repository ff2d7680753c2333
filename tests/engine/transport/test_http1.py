"""HTTP/1.1 heads and bodies, cut anywhere."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.engine.transport.http1 import (
    Body,
    ChunkedBody,
    CloseBody,
    FixedBody,
    Head,
    Malformed,
    body_of,
    parse_head,
    request_head,
)
from pydock.errors import ProtocolError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A: 1\r\nx-a: 2\r\n\r\n"


def cut(data: bytes, at: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(i % (len(data) + 1) for i in at)})
    return [data[a:b] for a, b in pairwise(edges)]


def encode(chunks: list[bytes], trailer: bytes = b"") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks) + b"0\r\n" + trailer + b"\r\n"


def test_request_head() -> None:
    headers = [("Host", "x"), ("A", "b")]
    assert request_head("GET", "/_ping", headers) == b"GET /_ping HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n"


@pytest.mark.parametrize("header", [("A", "b\r\nEvil: 1"), ("A\n", "b"), ("", "x")])
def test_request_head_refuses_injection(header: tuple[str, str]) -> None:
    with pytest.raises(ProtocolError):
        request_head("GET", "/", [header])


def test_head_is_parsed_only_when_complete() -> None:
    for i in range(len(HEAD)):
        assert parse_head(HEAD[:i]) is None
    head, length = parse_head(HEAD + b"rest") or (None, 0)
    assert length == len(HEAD)
    assert head == Head(200, "OK", {"content-type": "application/json", "x-a": "1, 2"}, True)


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n\r\n", True),
        (b"HTTP/1.1 204\n\n", True),
    ],
)
def test_keep_alive(text: bytes, keep: bool) -> None:
    parsed = parse_head(text)
    assert parsed is not None
    assert parsed[0].keep_alive is keep


@pytest.mark.parametrize(
    "text",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x15\x03\x01\x00\x02\x02\x16",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nbad line\r\n\r\n",
    ],
)
def test_foreign_protocols_are_told_at_once(text: bytes) -> None:
    with pytest.raises(Malformed):
        parse_head(text)


def test_endless_head() -> None:
    with pytest.raises(ProtocolError, match="exceeded"):
        parse_head(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200_000)


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=20), st.lists(st.integers(0, 2000), max_size=30))
def test_chunked_at_any_cut(chunks: list[bytes], at: list[int]) -> None:
    body = ChunkedBody()
    out = b""
    for piece in cut(encode(chunks, b"T: v\r\n") + b"NEXT", at):
        if body.done:
            break
        out += body.feed(piece)
    assert out == b"".join(chunks)
    assert body.done
    assert b"NEXT".startswith(body.rest)
    assert body.trailers == {"t": "v"}


@given(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=8), st.integers(0, 3000))
def test_chunked_cut_short_is_an_error(chunks: list[bytes], where: int) -> None:
    data = encode(chunks)
    body = ChunkedBody()
    body.feed(data[: where % len(data)])
    with pytest.raises(ProtocolError, match="unexpected EOF"):
        body.eof()


@pytest.mark.parametrize("data", [b"xyz\r\n", b"-1\r\n", b"\r\n", b"0x10\r\n", b"f" * 20 + b"\r\n", b"1" * 5000])
def test_bad_chunk_sizes(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        ChunkedBody().feed(data)


def test_chunk_extensions() -> None:
    assert ChunkedBody().feed(b"3;name=value\r\nabc\r\n") == b"abc"


def test_direct_reading_inside_a_chunk() -> None:
    body = ChunkedBody()
    assert body.feed(b"a\r\n0123") == b"0123"
    assert body.wants() == 6
    body.took(6)
    assert body.wants() == 0
    assert body.feed(b"\r\n0\r\n\r\n") == b""
    assert body.done


@given(st.binary(max_size=300), st.lists(st.integers(0, 400), max_size=8))
def test_fixed_at_any_cut(data: bytes, at: list[int]) -> None:
    body = FixedBody(len(data))
    out = b""
    for piece in cut(data + b"NEXT", at):
        if body.done:
            break
        out += body.feed(piece)
    assert out == data
    assert body.done


def test_fixed_cut_short() -> None:
    body = FixedBody(5)
    body.feed(b"abc")
    with pytest.raises(ProtocolError):
        body.eof()


def test_until_close() -> None:
    body = CloseBody()
    assert body.feed(b"abc") == b"abc"
    body.eof()
    assert body.done


@pytest.mark.parametrize(
    ("method", "status", "headers", "kind"),
    [
        ("GET", 200, {"content-length": "3"}, FixedBody),
        ("GET", 200, {"transfer-encoding": "chunked"}, ChunkedBody),
        ("GET", 200, {}, CloseBody),
        ("HEAD", 200, {"content-length": "3"}, FixedBody),
        ("GET", 204, {}, FixedBody),
    ],
)
def test_body_of(method: str, status: int, headers: dict[str, str], kind: type[Body]) -> None:
    assert type(body_of(method, Head(status, "", headers, True))) is kind


def test_body_of_bad_length() -> None:
    with pytest.raises(ProtocolError):
        body_of("GET", Head(200, "", {"content-length": "x"}, True))


def test_many_small_chunks_need_no_growing_memory() -> None:
    body = ChunkedBody()
    block = b"".join(b"%x\r\n%s\r\n" % (n, b"x" * n) for n in range(1, 200))
    tracemalloc.start()
    for _ in range(50):
        body.feed(block)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20
