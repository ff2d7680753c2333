"""Signals on their way to a container."""

from __future__ import annotations

import os
import signal

from pydock.errors import PydockError
from pydock.terminal.signals import name_of, proxy_signals


def test_names() -> None:
    assert name_of(signal.SIGINT) == "INT"
    assert name_of(signal.SIGUSR1) == "USR1"
    assert name_of(signal.SIGRTMIN) == "RTMIN"
    assert name_of(signal.SIGRTMIN + 3) == "RTMIN+3"


def test_proxy_and_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGUSR1)
    sent: list[str] = []
    with proxy_signals(sent.append):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGCHLD)
    assert sent == ["INT", "USR1"]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGUSR1)) == before


def test_a_failure_to_send_is_swallowed() -> None:
    def fail(name: str) -> None:
        raise PydockError(name)

    with proxy_signals(fail):
        os.kill(os.getpid(), signal.SIGUSR1)
