"""Nothing from the engine reaches a terminal as a command."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pydock.render.sanitise import line, lines


@given(st.text())
def test_no_control_characters_are_left(text: str) -> None:
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in line(text))
    assert not any((ord(c) < 0x20 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0 for c in lines(text))


def test_what_is_seen_instead() -> None:
    assert line("a\x1b]0;x\x07\r\n") == "a␛]0;x␇␍␊"
    assert lines("a\n\tb\x1b") == "a\n\tb␛"
    assert line("x\u202etxt.exe") == "x\\u202etxt.exe"
    assert line("déjà ☃") == "déjà ☃"
