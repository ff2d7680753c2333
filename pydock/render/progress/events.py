"""The engine's progress messages as events."""

from __future__ import annotations

from pydock.progress import DONE, WAITING, WORKING, Event, Progress
from pydock.render.progress.messages import Message, plain

_DONE = ("Pull complete", "Already exists", "Pushed", "Layer already exists", "Mounted from")
_WAITING = ("Waiting", "Preparing", "Pulling fs layer")


def layer_state(status: str) -> str:
    """What the engine's word for a layer means: one of :data:`pydock.progress.STATES`."""
    return DONE if status.startswith(_DONE) else WAITING if status in _WAITING else WORKING


def event_of(message: Message) -> Event:
    """One message. Those of a layer (they have an id and count, or may count) are a task, all others are lines."""
    status = str(message.get("status") or message.get("stream") or "").rstrip("\n")
    text = plain(message)
    if not message.get("id") or "progressDetail" not in message:
        return Event("", text.rstrip("\n") or status, plain=text)
    detail = message.get("progressDetail") or {}
    return Event(
        str(message["id"]),
        status,
        layer_state(status),
        current=int(detail.get("current") or 0),
        total=int(detail.get("total") or 0),
        unit="" if detail.get("units") else "B",
        plain=text,
    )


class Lines:
    """A stream whose writes are lines that belong to no task."""

    is_terminal = False
    width = 80

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def write(self, data: bytes | str) -> None:
        text = data if isinstance(data, str) else data.decode("utf-8", "surrogateescape")
        self._progress.event(Event("", text.strip(), plain=text))

    def flush(self) -> None:
        """Each event is written at once."""
