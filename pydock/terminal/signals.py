"""Hand the signals that reach this process to a container."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from pydock.errors import PydockError

_KEPT = {"SIGKILL", "SIGSTOP", "SIGCHLD", "SIGPIPE", "SIGURG", "SIGWINCH", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL"}


@contextmanager
def proxy_signals(send: Callable[[str], None]) -> Iterator[None]:
    """Call ``send("TERM")`` and so on instead of obeying signals while the block runs.

    Left out: what cannot be caught, what this process causes itself, and the window's size (see ``size``).
    A failure to send is not reported: the container may just have ended.
    """

    def forward(number: int, frame: FrameType | None) -> None:
        try:
            send(name_of(number))
        except PydockError:
            pass

    previous = {}
    try:
        for number in sorted(signal.valid_signals()):
            if _name(number) not in _KEPT:
                try:
                    previous[number] = signal.signal(number, forward)
                except (OSError, ValueError):
                    continue  # reserved by the C library
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def name_of(number: int) -> str:
    """``INT`` for 2: the name Docker uses, without SIG; ``RTMIN+3`` for real-time signals."""
    name = _name(number)
    if sys.platform != "darwin" and sys.platform != "win32" and not name and number > signal.SIGRTMIN:
        return f"RTMIN+{number - signal.SIGRTMIN}"
    return name.removeprefix("SIG") or str(number)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return ""
