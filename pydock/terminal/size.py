"""Keep a container's terminal as big as ours."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from pydock.errors import PydockError
from pydock.terminal.streams import Output

_TRIES = 5


@contextmanager
def follow_size(output: Output, resize: Callable[[int, int], None]) -> Iterator[None]:
    """Call ``resize(rows, columns)`` now and at every SIGWINCH while the block runs.

    The first call is tried again for a moment, because a container that has just been started may have no
    terminal yet. Failures are not the user's concern: the size stays as it was. Windows tells of no change.
    """

    def fit() -> bool:
        columns, rows = output.size
        if not rows and not columns:
            return True
        try:
            resize(rows, columns)
        except PydockError:
            return False
        return True

    def settle() -> None:
        for attempt in range(_TRIES):
            if fit():
                break
            from time import sleep

            sleep((attempt + 1) * 0.01)

    def changed(number: int, frame: FrameType | None) -> None:
        fit()

    if not output.is_terminal:
        yield
        return
    if sys.platform == "win32":
        settle()
        yield
        return
    before = signal.signal(signal.SIGWINCH, changed)
    try:
        settle()
        yield
    finally:
        signal.signal(signal.SIGWINCH, before)
