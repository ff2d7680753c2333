"""What BuildKit tells of a build, as plain values. Times are seconds since the epoch, None before they came."""

from __future__ import annotations

from typing import NamedTuple


class Vertex(NamedTuple):
    """A step. ``group``: (id, name) of the steps that are shown as one, or None."""

    digest: str
    name: str
    inputs: tuple[str, ...] = ()
    cached: bool = False
    started: float | None = None
    completed: float | None = None
    error: str = ""
    group: tuple[str, str] | None = None


class Status(NamedTuple):
    """Something under way in a step; ``current`` of ``total`` (0: unknown) in bytes."""

    identifier: str
    vertex: str
    name: str = ""
    current: int = 0
    total: int = 0
    timestamp: float = 0.0
    started: float | None = None
    completed: float | None = None


class Log(NamedTuple):
    """Output of a step; ``data`` may end within a line. ``stream``: 1 or 2."""

    vertex: str
    timestamp: float
    stream: int
    data: bytes


class Warning(NamedTuple):
    """A lint or other warning; ``source`` is (file name, its bytes) and ``lines`` where in it, if known."""

    vertex: str
    level: int
    short: str
    detail: tuple[str, ...] = ()
    url: str = ""
    source: tuple[str, bytes] | None = None
    lines: tuple[tuple[int, int], ...] = ()


class Batch(NamedTuple):
    """What came at once."""

    vertexes: tuple[Vertex, ...] = ()
    statuses: tuple[Status, ...] = ()
    logs: tuple[Log, ...] = ()
    warnings: tuple[Warning, ...] = ()
