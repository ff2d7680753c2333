"""A list that is drawn anew whenever the engine tells of a change: ``ps --watch``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from pydock.errors import PydockError
from pydock.render.screen import Screen, redraw

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.terminal.streams import Output

_OTHER_SCREEN, _OWN_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
_GATHER = 0.1
"""Seconds in which the events of one change are waited for: they come in groups."""
_LOOK = 0.25
"""Seconds between two looks at the size of the terminal."""
_AGE = 5.0
"""Seconds after which the times in a table are too old to stand."""


def watch(app: App, draw: Callable[[Screen], None], filters: Mapping[str, Sequence[str]]) -> None:
    """Draw now, and again after events that pass ``filters``, until a signal ends it.

    Raises PydockError where standard output is no terminal, or the engine is heard no more.
    """
    output = app.streams.stdout
    if not output.is_terminal:
        raise PydockError("--watch draws on a terminal, and standard output is none: follow events instead")
    changes = _Changes(app, filters)
    with _other_screen(output):
        while changes.ended is None:
            size = output.size
            redraw(output, draw, height=size[1])
            output.flush()
            _wait(changes.seen, output, size)
    raise changes.ended


def _wait(seen: Event, output: Output, size: tuple[int, int]) -> None:
    """Until something happened, the terminal has another ``size``, or what stands there is old."""
    until = monotonic() + _AGE
    while monotonic() < until and output.size == size:
        if seen.wait(_LOOK):
            sleep(_GATHER)
            seen.clear()
            return


class _Changes:
    """Hears of changes in the background. ``ended``: why it hears no more."""

    def __init__(self, app: App, filters: Mapping[str, Sequence[str]]) -> None:
        self._response = app.engine.system.open_events(filters=filters)
        self.seen = Event()
        self.ended: PydockError | None = None
        Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        from pydock.engine.jsonlines import messages

        try:
            for _ in messages(self._response):
                self.seen.set()
            self.ended = PydockError("the engine ended its events")
        except PydockError as error:
            self.ended = error
        self.seen.set()


@contextmanager
def _other_screen(output: Output) -> Iterator[None]:
    """The terminal's second screen while the block runs, without a cursor; then the first as it was."""
    output.write(_OTHER_SCREEN)
    try:
        yield
    finally:
        output.write(_OWN_SCREEN)
        output.flush()
