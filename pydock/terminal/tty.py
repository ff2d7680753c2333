"""A POSIX terminal in raw mode or without echo, and as it was afterwards, however the command ends."""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

assert sys.platform != "win32", "raw.py takes console.py there"

_DEADLY = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)


@contextmanager
def raw_mode(fd: int) -> Iterator[None]:
    """Hand every key to the reader of ``fd`` while the block runs. Does nothing where ``fd`` is no terminal."""
    try:
        saved = termios.tcgetattr(fd)
    except (termios.error, OSError, ValueError):
        yield
        return
    with _changed(fd, saved, _raw(saved)):
        yield


@contextmanager
def silent(fd: int) -> Iterator[None]:
    """Keep what is typed off the screen while the block runs."""
    saved = termios.tcgetattr(fd)
    quiet = list(saved)
    quiet[3] &= ~termios.ECHO
    with _changed(fd, saved, quiet):
        yield


@contextmanager
def single_keys(fd: int) -> Iterator[None]:
    """Hand over each key as it is typed and keep it off the screen; Ctrl-C and Ctrl-Z remain signals."""
    saved = termios.tcgetattr(fd)
    wanted = [*saved[:6], list(saved[6])]
    wanted[3] &= ~(termios.ECHO | termios.ICANON)
    wanted[6][termios.VMIN], wanted[6][termios.VTIME] = 1, 0
    with _changed(fd, saved, wanted):
        yield


@contextmanager
def _changed(fd: int, saved: list[Any], wanted: list[Any]) -> Iterator[None]:
    """The terminal as ``wanted`` while the block runs.

    It is restored when the block ends in any way, and before a deadly signal takes effect; after a stop and
    ``fg`` it is as wanted again. Handlers that are there already still run.
    """

    def restore() -> None:
        try:
            termios.tcsetattr(fd, termios.TCSADRAIN, saved)
        except (termios.error, OSError):
            pass  # the terminal itself is gone

    def end(number: int, frame: FrameType | None) -> None:
        before = previous[signal.Signals(number)]
        if callable(before):
            before(number, frame)  # raises to end the block, or only hands the signal on
        elif before != signal.SIG_IGN:
            restore()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    def resume(number: int, frame: FrameType | None) -> None:
        termios.tcsetattr(fd, termios.TCSADRAIN, wanted)

    previous = {number: signal.getsignal(number) for number in (*_DEADLY, signal.SIGCONT)}
    try:
        for number in _DEADLY:
            if previous[number] is not signal.SIG_IGN:
                signal.signal(number, end)
        signal.signal(signal.SIGCONT, resume)
        termios.tcsetattr(fd, termios.TCSADRAIN, wanted)
        yield
    finally:
        restore()
        for number, handler in previous.items():
            if handler is not None:
                signal.signal(number, handler)


def _raw(attributes: list[Any]) -> list[Any]:
    """The attributes with every translation of input and output off, as Docker sets them."""
    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = attributes
    iflag &= ~(
        termios.IGNBRK
        | termios.BRKINT
        | termios.PARMRK
        | termios.ISTRIP
        | termios.INLCR
        | termios.IGNCR
        | termios.ICRNL
        | termios.IXON
    )
    oflag &= ~termios.OPOST
    lflag &= ~(termios.ECHO | termios.ECHONL | termios.ICANON | termios.ISIG | termios.IEXTEN)
    cflag = cflag & ~(termios.CSIZE | termios.PARENB) | termios.CS8
    characters = list(characters)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    return [iflag, oflag, cflag, lflag, ispeed, ospeed, characters]
