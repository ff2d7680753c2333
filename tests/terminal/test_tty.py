"""Raw mode comes back from every way out."""

from __future__ import annotations

import os
import signal
import sys
import termios

import pytest

from pydock.terminal.tty import raw_mode
from tests.support.terminal import Terminal

PROGRAM = """
import os, sys, signal
from pydock.terminal.tty import raw_mode
{setup}
with raw_mode(0):
    os.write(1, b"raw\\n")
    {action}
os.write(1, b"after\\n")
"""


def terminal(action: str, setup: str = "") -> Terminal:
    return Terminal([sys.executable, "-c", PROGRAM.format(action=action, setup=setup)])


def test_keys_arrive_untranslated_and_the_terminal_is_restored() -> None:
    with terminal("os.write(1, repr(os.read(0, 10)).encode() + b'.')") as tty:
        tty.expect(b"raw\n")
        assert tty.is_raw
        tty.send(b"\x03")
        tty.expect(b"b'\\x03'.")
        tty.expect(b"after\r\n")
        assert tty.wait() == 0
        assert tty.attributes == tty.before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("mode", ["raw_mode", "silent"])
def test_deadly_signals(number: signal.Signals, mode: str) -> None:
    program = PROGRAM.replace("raw_mode", mode).format(action="os.read(0, 1)", setup="")
    with Terminal([sys.executable, "-c", program]) as tty:
        tty.expect(b"raw")
        tty.process.send_signal(number)
        assert tty.wait() == 128 + number
        assert tty.attributes == tty.before


def test_a_handler_that_is_there_still_runs() -> None:
    setup = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(9))"
    with terminal("os.read(0, 1)", setup) as tty:
        tty.expect(b"raw\n")
        tty.process.send_signal(signal.SIGTERM)
        assert tty.wait() == 9
        assert tty.attributes == tty.before


def test_crash() -> None:
    with terminal("raise RuntimeError('boom')") as tty:
        assert tty.wait() == 1
        assert tty.attributes == tty.before


def test_raw_again_after_a_stop() -> None:
    with terminal("os.read(0, 1)") as tty:
        tty.expect(b"raw\n")
        raw = tty.attributes
        tty.process.send_signal(signal.SIGSTOP)
        import termios

        termios.tcsetattr(tty.slave, termios.TCSANOW, tty.before)
        tty.process.send_signal(signal.SIGCONT)
        while tty.attributes != raw:
            assert tty.process.poll() is None
        tty.send(b"x")
        assert tty.wait() == 0


def test_no_terminal() -> None:
    reader, writer = os.pipe()
    with raw_mode(reader):
        pass
    os.close(reader)
    os.close(writer)


def test_what_is_typed_in_silence_is_not_shown_and_echo_is_back_after_a_failure() -> None:
    action = "os.write(1, b'ask'); os.write(1, os.read(0, 10).upper()); raise SystemExit(3)"
    program = f"import os\nfrom pydock.terminal.tty import silent\nwith silent(0):\n    {action}"
    with Terminal([sys.executable, "-c", program]) as tty:
        tty.expect(b"ask")
        tty.send(b"word\n")
        assert tty.expect(b"WORD") == b"WORD"
        assert tty.wait() == 3
        assert termios.tcgetattr(tty.slave) == tty.before


def test_single_keys_leave_signals_alone() -> None:
    program = """
import os
from pydock.terminal.tty import single_keys
try:
    with single_keys(0):
        os.write(1, b"ready\\n")
        os.write(1, repr(os.read(0, 10)).encode() + b".")
        os.read(0, 10)
except KeyboardInterrupt:
    os.write(1, b"interrupted\\n")
"""
    with Terminal([sys.executable, "-c", program]) as tty:
        tty.expect(b"ready\r\n")
        tty.send(b"w")
        assert tty.expect(b"'.") == b"b'w'."
        tty.send(b"\x03")
        tty.expect(b"interrupted\r\n")
        assert tty.wait() == 0
        assert tty.attributes == tty.before
