"""Standard streams over pipes and a pty."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios

import pytest

from pydock.errors import PydockError
from pydock.terminal.streams import PIPED_WIDTH, Input, Output, wants_colour


def test_writes_are_gathered_and_text_keeps_its_bytes() -> None:
    reading, writing = os.pipe()
    output = Output(writing)
    output.write("caf\u00e9 \udcff")
    output.write(b"\x00")
    output.flush()
    assert os.read(reading, 100) == "café ".encode() + b"\xff\x00"
    assert not output.is_terminal
    assert output.width == PIPED_WIDTH
    os.close(reading)
    os.close(writing)


def test_a_reader_that_went_away() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    output = Output(writing)
    output.write("x")
    with pytest.raises(BrokenPipeError):
        output.flush()
    output.discard()
    output.flush()
    os.close(writing)


def test_a_full_disk() -> None:
    fd = os.open("/dev/full", os.O_WRONLY)
    output = Output(fd)
    output.write("lost")
    with pytest.raises(PydockError, match=r"^write output: no space left on device$"):
        output.flush()
    os.close(fd)


def test_a_terminal_has_a_width() -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 111, 0, 0))
    output = Output(slave)
    assert output.is_terminal
    assert output.size == (111, 33)
    os.close(master)
    os.close(slave)


def test_a_line_takes_nothing_of_the_next() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"one\r\ntwo")
    os.close(writing)
    stdin = Input(reading)
    assert stdin.readline() == "one"
    assert stdin.read() == b"two"
    assert stdin.readline() == ""
    os.close(reading)


@pytest.mark.parametrize(
    ("environ", "terminal", "choice", "expected"),
    [
        ({}, True, "auto", True),
        ({}, False, "auto", False),
        ({"NO_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": ""}, True, "auto", True),
        ({"TERM": "dumb"}, True, "auto", False),
        ({"CI": "true"}, True, "auto", False),
        ({"CLICOLOR_FORCE": "1"}, False, "auto", True),
        ({"CLICOLOR_FORCE": "0"}, False, "auto", False),
        ({"NO_COLOR": "1"}, False, "always", True),
        ({}, True, "never", False),
    ],
)
def test_colour_is_decided_in_one_place(environ: dict[str, str], terminal: bool, choice: str, expected: bool) -> None:
    assert wants_colour(environ, terminal, choice) is expected
