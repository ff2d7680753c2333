"""An exception in the main thread after some time, whatever it waits for."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import FrameType


def alarm(seconds: float, ring: Callable[[], None]) -> Callable[[], None]:
    """Call ``ring``, which raises, after ``seconds``; what comes back ends the wait. Main thread only.

    Windows has no such signal: there nothing rings.
    """
    if sys.platform == "win32":
        return lambda: None

    def handler(_number: int, _frame: FrameType | None) -> None:
        ring()

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, seconds)

    def end() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    return end
