"""A count of bytes that runs while something is copied."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from pydock.render.units import human_size

if TYPE_CHECKING:
    from pydock.cli.app import App

_PERIOD = 0.075
"""Seconds between two updates."""
_SAVE, _RESTORE, _ERASE, _HIDE, _SHOW = "\x1b[s", "\x1b[u", "\x1b[2K", "\x1b[?25l", "\x1b[?25h"


class Counter:
    """Shown on standard error: live if that is a terminal, and in the closing line; ``silent`` shows nothing."""

    def __init__(self, app: App, label: str, *, silent: bool) -> None:
        self._app = app
        self._label = label
        self._silent = silent
        self._live = not silent and app.streams.stderr.is_terminal
        self._total = 0
        self._next = 0.0

    def __enter__(self) -> Counter:
        if self._live:
            self._app.streams.stderr.write(f"{_SAVE}{_HIDE}")
            self._show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._app.streams.stderr.write(f"{_SHOW}{_RESTORE}{_ERASE}")

    def add(self, count: int) -> None:
        """So many bytes more."""
        self._total += count
        if self._live:
            from time import monotonic

            if monotonic() >= self._next:
                self._next = monotonic() + _PERIOD
                self._show()

    def conclude(self, where: str) -> None:
        """The closing line."""
        if not self._silent:
            self._app.warn(f"Successfully copied {human_size(self._total, 3)} to {where}")

    def _show(self) -> None:
        self._app.streams.stderr.write(f"{_RESTORE}{_ERASE}{self._label}{human_size(self._total, 3)}")
