"""A program that runs in this one's place: it gets the signals, and nothing of it is left when this one ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import TYPE_CHECKING, Any

from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.terminal.streams import Streams

_PATIENCE = 3.0
"""Seconds that the program may take to end when it is told to."""


class JobProcess:
    """Inside the block a signal never ends this process unawares, so that what the program used can be erased.

    SIGTERM ends the program, which ``farewell`` tells so, and the block; other signals are the program's to answer.
    """

    def __init__(self, farewell: signal.Signals) -> None:
        self._farewell = farewell
        self._child: subprocess.Popen[bytes] | None = None
        self._over = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> JobProcess:
        for number, handler in self._handlers():
            if signal.getsignal(number) is not signal.SIG_IGN:
                try:
                    self._before[number] = signal.signal(number, handler)
                except ValueError:
                    break  # a thread of a batch: its main thread has seen to it
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def run(self, words: Sequence[str], environ: Mapping[str, str], cwd: str, streams: Streams) -> int:
        """The program's exit status, as a shell gives it. Raises PydockError where it cannot start."""
        try:
            self._child = subprocess.Popen(
                list(words),
                stdin=streams.stdin.fd,
                stdout=streams.stdout.fd,
                stderr=streams.stderr.fd,
                env=dict(environ),
                cwd=cwd,
            )
        except FileNotFoundError:
            raise PydockError(f"{words[0]}: command not found", exit_code=127) from None
        except OSError as error:
            raise PydockError(f"{words[0]}: {(error.strerror or str(error)).lower()}", exit_code=126) from error
        try:
            code = self._child.wait()
        except BaseException:
            self._end(self._child)
            raise
        finally:
            self._over = True
        return code if code >= 0 else 128 - code

    def _handlers(self) -> list[tuple[signal.Signals, Callable[[int, FrameType | None], None]]]:
        keys = _leave if _at_the_terminal() else self._hand_on
        if sys.platform == "win32":
            return [(signal.SIGINT, keys), (signal.SIGTERM, self._stop)]
        return [
            (signal.SIGINT, keys),
            (signal.SIGQUIT, keys),
            (signal.SIGHUP, self._hand_on),
            (signal.SIGTERM, self._stop),
        ]

    def _hand_on(self, number: int, frame: FrameType | None) -> None:
        if self._child is not None:
            self._child.send_signal(number)
        elif not self._over:
            self._over = True
            raise Exit(128 + number)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._over:
            return
        self._over = True
        before = self._before[signal.SIGTERM]
        if callable(before):
            before(number, frame)
        raise Exit(128 + number)

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        child.send_signal(self._farewell)
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _leave(number: int, frame: FrameType | None) -> None:
    """The terminal sends the program the keyboard's signals as well: they are its own to answer."""


def _at_the_terminal() -> bool:
    """Whether the keyboard's signals reach this process, and so the program, from the terminal or the console."""
    if sys.platform == "win32":
        return True
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)
