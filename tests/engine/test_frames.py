"""The two output streams in one, cut anywhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.engine.frames import STDERR, STDOUT, Demultiplexer
from pydock.errors import ProtocolError


def frame(stream: int, data: bytes) -> bytes:
    return bytes([stream, 0, 0, 0]) + len(data).to_bytes(4, "big") + data


def by_stream(parts: list[tuple[int, bytes]]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for stream, data in parts:
        found[stream] = found.get(stream, b"") + data
    return found


@given(
    st.lists(st.tuples(st.sampled_from([STDOUT, STDERR]), st.binary(max_size=30)), max_size=20),
    st.lists(st.integers(0, 900), max_size=20),
)
def test_any_cut(frames: list[tuple[int, bytes]], at: list[int]) -> None:
    data = b"".join(frame(*f) for f in frames)
    edges = sorted({0, len(data), *(i % (len(data) + 1) for i in at)})
    demultiplexer = Demultiplexer()
    out = [part for a, b in pairwise(edges) for part in demultiplexer.feed(data[a:b])]
    demultiplexer.close()
    assert by_stream(out) == by_stream([f for f in frames if f[1]])
    assert all(payload for _, payload in out)


def test_order_is_kept_and_runs_are_joined() -> None:
    data = frame(1, b"a") + frame(1, b"b") + frame(2, b"c") + frame(0, b"d")
    assert Demultiplexer().feed(data) == [(1, b"ab"), (2, b"c"), (1, b"d")]


def test_partial_payload_is_handed_on() -> None:
    assert Demultiplexer().feed(frame(1, b"abc")[:-1]) == [(1, b"ab")]


@pytest.mark.parametrize("keep", [1, 7, 8, 9])
def test_cut_short(keep: int) -> None:
    demultiplexer = Demultiplexer()
    demultiplexer.feed(frame(1, b"abc")[:keep])
    with pytest.raises(ProtocolError, match="unexpected EOF"):
        demultiplexer.close()


def test_engine_failure_in_stream() -> None:
    with pytest.raises(ProtocolError, match="error from daemon in stream: broken"):
        Demultiplexer().feed(frame(3, b"broken"))


def test_no_frames_at_all() -> None:
    with pytest.raises(ProtocolError, match="Unrecognized input header: 104"):
        Demultiplexer().feed(b"hello world")
