"""An exception in the main thread after some time, whatever it waits for."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType


def alarm(seconds: float, ring: Callable[[], None]) -> Callable[[], None]:
    """Call ``ring``, which raises, after ``seconds``; what comes back ends the wait. Main thread only.

    Alarms nest: one that would ring after an outer one never does, and the end of one gives the outer one what is
    left of its time. Windows has no such signal: there nothing rings.
    """
    if sys.platform == "win32":
        return lambda: None
    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    if 0 < outer <= seconds:
        return lambda: None

    def handler(_number: int, _frame: FrameType | None) -> None:
        ring()

    before = signal.signal(signal.SIGALRM, handler)
    begun = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, seconds)

    def end() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - begun), 1e-3))

    return end
