"""What Compose tells of its work: one line a change, as docker compose prints it to a pipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.errors import PydockError
from pydock.progress import DONE, FAILED, SKIPPED, WARNING, WORKING, Event, Progress

__all__ = ["DONE", "FAILED", "SKIPPED", "WARNING", "WORKING", "Report", "Reporter"]

Report = Callable[[str, str, str], None]


class Reporter:
    """Hands events of several threads to one Progress, one at a time.

    ``prefix`` stands before every plain line (``--dry-run`` marks itself so).
    """

    def __init__(self, progress: Progress, prefix: str = "") -> None:
        from threading import Lock

        self._progress = progress
        self._lock = Lock()
        self._prefix = prefix

    def __call__(self, name: str, status: str, state: str = WORKING, *, group: str = "") -> None:
        """``name`` is now ``status``: ``("Container proj-a-1", "Created", DONE)``."""
        with self._lock:
            self._progress.event(Event(name, status, state, group=group, plain=f"{self._prefix} {name}  {status}\n"))

    def say(self, name: str, text: str, detail: str = "", state: str = WORKING, *, spaced: bool = False) -> None:
        """As the call, for work that is no container's, network's or volume's: ``("a", "Pulling")``."""
        gap = "  " if spaced else " "
        tail = "" if spaced else f" {detail}"
        with self._lock:
            plain = f"{self._prefix} {name}{gap}{text}{tail}\n"
            self._progress.event(Event(name, text, state, detail=detail, plain=plain))

    def note(self, text: str) -> None:
        """A remark for who watches; a pipe does not get it."""
        with self._lock:
            self._progress.event(Event("", text))

    def layer(self, layer: str, status: str, state: str, *, current: int, total: int, group: str, plain: bool) -> None:
        """One layer of an image that service ``group`` pulls; ``plain``: worth a line where lines are printed."""
        line = f"{self._prefix} {layer} {status} \n" if plain else ""
        with self._lock:
            self._progress.event(Event(layer, status, state, current, total, group=group, plain=line))

    def doing(self, name: str, begin: str, end: str) -> Doing:
        """``with report.doing("Container x", "Stopping", "Stopped"):`` tells begin, then end or the error."""
        return Doing(self, name, begin, end)


class Doing:
    """See :meth:`Reporter.doing`. An error is told under the name and goes on."""

    def __init__(self, report: Reporter, name: str, begin: str, end: str) -> None:
        self._report = report
        self._name = name
        self._begin = begin
        self._end = end

    def __enter__(self) -> Doing:
        self._report(self._name, self._begin)
        return self

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is None:
            self._report(self._name, self._end, DONE)
        elif isinstance(error, PydockError):
            self._report(self._name, error.message, FAILED)
