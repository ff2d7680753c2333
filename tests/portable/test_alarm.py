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


def test_an_outer_alarm_goes_on_where_an_inner_one_ended() -> None:
    outer = alarm(60, _ring)
    try:
        alarm(1, pytest.fail)()
        assert 50 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
    finally:
        outer()


def test_an_alarm_later_than_an_outer_one_leaves_it_alone() -> None:
    outer = alarm(0.01, _ring)
    try:
        alarm(60, pytest.fail)
        with pytest.raises(Rung):
            time.sleep(60)
    finally:
        outer()
