"""The engine's progress messages as Docker shows them: lines in a pipe, counts rewritten in place on a terminal.

A message is ``{"id", "status", "progressDetail": {"current", "total", ...}, "stream", "aux", "errorDetail", ...}``,
every key optional.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from pydock.errors import PydockError
from pydock.render.units import go_duration, human_size

Message = Mapping[str, Any]
OnAux = Callable[[Any], None]
_BAR = 50


class Sink(Protocol):
    """Where the text goes; ``terminal.streams.Output`` is one."""

    is_terminal: bool

    def write(self, data: bytes | str) -> None: ...

    def flush(self) -> None: ...

    @property
    def width(self) -> int: ...


class StreamError(PydockError):
    """An error that the engine reported within a stream it had begun with 200; ``code`` 0 if it gave none."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


def checked(stream: Iterable[Message], on_aux: OnAux | None = None) -> Iterator[Message]:
    """The messages for people, one by one; ``on_aux`` gets the machine-readable ones. An error message ends it
    as :class:`StreamError`."""
    for message in stream:
        detail = message.get("errorDetail") or {}
        if detail or message.get("error"):
            raise StreamError(str(detail.get("message") or message.get("error")), int(detail.get("code") or 0))
        if message.get("aux") is None:
            yield message
        elif on_aux is not None:
            on_aux(message["aux"])


def display(stream: Iterable[Message], output: Sink, clock: Callable[[], float]) -> None:
    """Write every message as it comes. ``clock`` gives Unix seconds, for the time left."""
    if output.is_terminal:
        _live(stream, output, clock)
        return
    for message in stream:
        line = plain(message)
        if line:
            output.write(line)
            output.flush()


def plain(message: Message) -> str:
    """What a pipe gets for one message: "" for a count, build output as it came, else ``[ID: ]STATUS``."""
    detail = message.get("progressDetail") or {}
    if detail.get("current", 0) > 0 or detail.get("total", 0) > 0:
        return ""
    start = _start(message)
    if message.get("progress") and "progressDetail" not in message:
        return f"{start}{message.get('status', '')} {message['progress']}"
    if message.get("stream"):
        return f"{start}{message['stream']}"
    return f"{start}{message.get('status', '')}\n"


def _start(message: Message) -> str:
    identity = f"{message['id']}: " if message.get("id") else ""
    return identity + (f"(from {message['from']}) " if message.get("from") else "")


def _live(stream: Iterable[Message], output: Sink, clock: Callable[[], float]) -> None:
    """One line for each id, rewritten in place; anything else starts a new group of lines below."""
    lines: dict[str, int] = {}
    for message in stream:
        identity = message.get("id") or ""
        counted = "progressDetail" in message
        up = 0
        if identity and (counted or message.get("progress")):
            fresh = identity not in lines
            line = lines.setdefault(identity, len(lines))
            up = len(lines) - line
            output.write("\n" if fresh else "")
            output.write(f"\x1b[{up}A")
        else:
            lines.clear()
        if counted and not message.get("stream"):
            bar = progress_text(message["progressDetail"] or {}, output.width, clock)
            output.write(f"\x1b[2K\r{_start(message)}{message.get('status', '')} {bar}\r")
        else:
            output.write(plain(message))
        if up:
            output.write(f"\x1b[{up}B")
        output.flush()


def progress_text(detail: Mapping[str, Any], width: int, clock: Callable[[], float]) -> str:
    """``[====>    ]  1.2MB/3.4MB 5s`` for counts of bytes (or of ``units``); "" for no counts."""
    current, total = int(detail.get("current") or 0), int(detail.get("total") or 0)
    units = detail.get("units") or ""
    if current <= 0 and total <= 0:
        return ""
    if total <= 0:
        return f"{current} {units}" if units else f"{human_size(current):>8}"
    filled = min(int(current / total * 100) // 2, _BAR)
    bar = f"[{'=' * filled}>{' ' * (_BAR - filled)}] " if width > 110 else ""
    numbers = ""
    if not detail.get("hidecounts"):
        if units:
            numbers = f"{current} {units}" if current > total else f"{current}/{total} {units}"
        else:
            numbers = f"{human_size(current):>8}" + ("" if current > total else f"/{human_size(total)}")
    left = ""
    started = int(detail.get("start") or 0)
    if current > 0 and started > 0 and filled < _BAR and width > 50:
        seconds = int((total - current) * ((clock() - started) / current))
        left = " " + go_duration(seconds * 10**9)
    return bar + numbers + left
