"""Detach keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.errors import PydockError
from pydock.terminal.detach import DEFAULT, Detacher, parse_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (DEFAULT, b"\x10\x11"),
        ("a", b"a"),
        ("ctrl-@", b"\0"),
        ("ctrl-a,b,ctrl-z", b"\x01b\x1a"),
        ("ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_", b"\x1b\x1c\x1d\x1e\x1f"),
        ("DEL", b"\x7f"),
    ],
)
def test_parse(text: str, keys: bytes) -> None:
    assert parse_keys(text) == keys


@pytest.mark.parametrize(("text", "bad"), [("ctrl-P", "ctrl-P"), ("a,,b", ""), ("ctrl-1", "ctrl-1"), ("del", "del")])
def test_parse_refuses(text: str, bad: str) -> None:
    with pytest.raises(PydockError, match=f"^Unknown character: '{bad}'$"):
        parse_keys(text)


@pytest.mark.parametrize(
    ("pieces", "sent", "found"),
    [
        ([b"abc"], b"abc", False),
        ([b"ab\x10\x11cd"], b"ab", True),
        ([b"ab\x10", b"\x11"], b"ab", True),
        ([b"\x10", b"x"], b"\x10x", False),
        ([b"\x10x\x10", b"\x11"], b"\x10x", True),
        ([b"\x10\x10\x11"], b"\x10\x10\x11", False),
        ([b"\x10"], b"", False),
    ],
)
def test_feed(pieces: list[bytes], sent: bytes, found: bool) -> None:
    detacher = Detacher(b"\x10\x11")
    assert b"".join(detacher.feed(piece) for piece in pieces) == sent
    assert detacher.found is found


@given(st.lists(st.binary(max_size=20), max_size=10))
def test_nothing_is_lost_where_the_sequence_does_not_come(pieces: list[bytes]) -> None:
    detacher = Detacher(b"\x10\x11\x12")
    typed = b"".join(pieces)
    sent = b"".join(detacher.feed(piece) for piece in pieces)
    if not detacher.found:
        held = typed[len(sent) :]
        assert typed.startswith(sent)
        assert b"\x10\x11\x12".startswith(held)


def test_no_keys() -> None:
    assert Detacher(b"").feed(b"\x10\x11") == b"\x10\x11"
