"""Docker's lines, as a pipe gets them."""

from __future__ import annotations

from typing import Any, Protocol

from pydock.progress import Event


class Sink(Protocol):
    """Where progress goes: a terminal stream."""

    def write(self, data: str, /) -> Any: ...

    def flush(self) -> Any: ...


class Plain:
    """Writes each event's ``plain`` text at once. ``once``: in CI, never the same line of a task twice running."""

    def __init__(self, output: Sink, *, once: bool = False) -> None:
        self._output = output
        self._once = once
        self._last: dict[str, str] = {}

    def event(self, event: Event) -> None:
        if not event.plain or (self._once and self._last.get(event.id) == event.plain and event.id):
            return
        if self._once:
            self._last[event.id] = event.plain
        self._output.write(event.plain)
        self._output.flush()

    def close(self, *, failed: bool = False) -> None:
        self._output.flush()

    def __enter__(self) -> Plain:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.close(failed=kind is not None)


class Quiet:
    """Shows nothing but failures, which the error text tells anyway."""

    def event(self, event: Event) -> None:
        pass

    def close(self, *, failed: bool = False) -> None:
        pass

    def __enter__(self) -> Quiet:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        pass
