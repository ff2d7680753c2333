"""Progress: what long work tells the one who watches, and the interface that shows it.

A producer (a pull, a build, compose) makes :class:`Event` values and hands them to a :class:`Progress`::

    with progress(app, app.streams.stdout) as show:       # pydock/cli/progress.py picks the renderer
        show.event(Event("3b4b06cd", "Downloading", current=1024, total=4096, group="busybox:latest"))
        show.event(Event("3b4b06cd", "Pull complete", DONE, plain="3b4b06cd: Pull complete\\n"))
        show.event(Event("", "Digest: sha256:...", plain="Digest: sha256:...\\n"))

An event says what its task is doing *now*. ``plain`` is what a pipe gets for it, byte for byte as Docker prints
it, and is the producer's business, as Docker's commands differ in it; "" for nothing (counts, repeats).
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

WAITING = "waiting"
WORKING = "working"
DONE = "done"
FAILED = "failed"
WARNING = "warning"
SKIPPED = "skipped"
STATES = (WAITING, WORKING, DONE, FAILED, WARNING, SKIPPED)


class Event(NamedTuple):
    """``id``: the task, stable within a run; "" for a message that belongs to none.

    ``status``: what it does or did, in words. ``state``: one of :data:`STATES`. ``current``, ``total``: how far, in
    ``unit`` (``B`` bytes, "" a count); 0 where unknown. ``detail``: more text, such as the lines of a build step.
    ``group``: what the task is part of (an image, a service). ``seconds``: how long it took, where that is known.
    """

    id: str
    status: str
    state: str = WORKING
    current: int = 0
    total: int = 0
    unit: str = "B"
    detail: str = ""
    group: str = ""
    seconds: float = 0.0
    plain: str = ""


class Progress(Protocol):
    """Takes events, in the order they happen and from one thread at a time; shows them. Close it in any case."""

    def event(self, event: Event, /) -> None: ...

    def close(self, *, failed: bool = False) -> None:
        """End the display: everything is written, the terminal is as it was."""
        ...

    def __enter__(self) -> Progress: ...

    def __exit__(self, kind: object, error: object, trace: object) -> None: ...
