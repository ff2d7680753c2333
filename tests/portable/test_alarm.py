from __future__ import annotations

import signal
import time

import pytest

from pydock.portable.alarm import alarm


class Rung(Exception):
    pass


def _ring() -> None:
    raise Rung


def test_it_rings_while_the_main_thread_waits() -> None:
    end = alarm(0.01, _ring)
    try:
        with pytest.raises(Rung):
            time.sleep(60)
    finally:
        end()


def test_ended_in_time_it_leaves_the_handler_that_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    alarm(60, _ring)()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
