"""Nothing from the engine reaches a terminal as a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.render.sanitise import line, lines, visible


@given(st.text())
def test_no_control_characters_are_left(text: str) -> None:
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in line(text))
    assert not any((ord(c) < 0x20 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0 for c in lines(text))


def test_what_is_seen_instead() -> None:
    assert line("a\x1b]0;x\x07\r\n") == "a␛]0;x␇␍␊"
    assert lines("a\n\tb\x1b") == "a\n\tb␛"
    assert line("x\u202etxt.exe") == "x\\u202etxt.exe"
    assert line("déjà ☃") == "déjà ☃"


class Screen:
    def __init__(self, is_terminal: bool) -> None:
        self.is_terminal = is_terminal


def test_a_pipe_gets_every_byte() -> None:
    assert visible(Screen(False), "a\x1b[31m\x07") == "a\x1b[31m\x07"


@pytest.mark.parametrize(
    ("template", "text", "shown"),
    [
        ("", "a\x1b[31mb\x07\n", "a␛[31mb␇\n"),
        ("{{.Names}}", "a\x1b[31mb", "a␛[31mb"),
        ("\x1b[32m{{.Names}}\x1b[0m", "\x1b[32ma\x1b[31mb\x07\x1b[0m", "\x1b[32ma␛[31mb␇\x1b[0m"),
        (r'{{"\x1b[1m"}}{{.Names}}', "\x1b[1ma\x1b]0;t\x07", "\x1b[1ma␛]0;t␇"),
        (r'{{"\033[1;4m"}}{{.Names}}', "\x1b[1;4ma", "\x1b[1;4ma"),
        ("\x1b]8;;x\x1b\\{{.ID}}", "\x1b]8;;x\x1b\\i\x1b", "\x1b]8;;x\x1b\\i␛"),
    ],
)
def test_a_terminal_acts_only_on_what_the_template_writes(template: str, text: str, shown: str) -> None:
    assert visible(Screen(True), text, template) == shown
