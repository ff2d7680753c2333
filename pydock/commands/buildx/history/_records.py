"""Build records: found by name, and what their fields say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.control import Control
    from pydock.build.buildkit.proto.control_pb2 import BuildHistoryRecord


class Records(NamedTuple):
    """The records of one builder's node, newest first."""

    control: Control
    builder: str
    node: str
    records: list[BuildHistoryRecord]


@contextmanager
def opened(app: App, filters: list[str] | None = None) -> Iterator[Records]:
    """The records of the builder in use. Raises PydockError."""
    from pydock.commands.buildx import _builders

    try:
        builder = _builders.find(app, None)
        node = _builders.node(app, builder)
        control = node.control()
    except PydockError as error:
        raise PydockError(f"ERROR: {error.message}") from error
    try:
        events = control.history(filters=filters or ())
        latest: dict[str, BuildHistoryRecord] = {}
        for event in events:
            latest[event.record.Ref] = event.record
        records = sorted(latest.values(), key=lambda r: (r.CreatedAt.seconds, r.CreatedAt.nanos), reverse=True)
        yield Records(control, builder.name, builder.nodes[0].name, records)
    finally:
        control.close()


def pick(found: Records, reference: str | None) -> BuildHistoryRecord:
    """One record: by its id or full name, ``^N`` for the N-th before the last, the last for None."""
    if not reference:
        if not found.records:
            raise PydockError("ERROR: no records found")
        return found.records[0]
    if reference.startswith("^") and reference[1:].isdigit():
        number = int(reference[1:])
        if number >= len(found.records):
            raise PydockError(f"ERROR: no records found for ref {reference}")
        return found.records[number]
    wanted = reference.rpartition("/")[2]
    for record in found.records:
        if record.Ref == wanted:
            return record
    raise PydockError(f'ERROR: no record found for ref "{reference}"')


def origin(app: App, found: Records, record: BuildHistoryRecord) -> dict[str, str]:
    """From which folder of ours a build came."""
    from pydock.commands.buildx import _builders

    return _builders.store(app).origin(found.builder, found.node, record.Ref)


def name_of(record: BuildHistoryRecord, state: dict[str, str]) -> str:
    """What people call a build: its folder, the Dockerfile where that is another, the target."""
    given = record.FrontendAttrs.get("build-arg:BUILDKIT_BUILD_NAME")
    if given:
        return given
    context = state.get("LocalPath") or record.FrontendAttrs.get("context", "")
    if not context:
        dockerfile = record.FrontendAttrs.get("filename", "")
        return dockerfile if dockerfile != "Dockerfile" else ""
    name = os.path.basename(context.rstrip("/"))
    dockerfile = state.get("DockerfilePath", "")
    if dockerfile:
        path = os.path.relpath(dockerfile, context) if os.path.isabs(dockerfile) else dockerfile
        if not path.startswith(".."):
            name = f"{name}/{path}"
    target = record.FrontendAttrs.get("target", "")
    return f"{name} ({target})" if target else name


def status_of(record: BuildHistoryRecord) -> str:
    """Running, Completed or Error."""
    if not record.HasField("CompletedAt"):
        return "Running"
    return "Error" if record.HasField("error") else "Completed"


def seconds_of(record: BuildHistoryRecord, now: float) -> float:
    """How long it took, or has taken so far."""
    begin = record.CreatedAt.seconds + record.CreatedAt.nanos / 1e9
    if not record.HasField("CompletedAt"):
        return now - begin
    return float(record.CompletedAt.seconds + record.CompletedAt.nanos / 1e9 - begin)


def duration_text(seconds: float) -> str:
    """``1.1s``, ``2m 3s``."""
    if seconds < 60:
        return f"{seconds:.1f}s"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}m {rest:2}s" if minutes < 60 else f"{minutes // 60}h {minutes % 60}m {rest:2}s"


def time_text(seconds: int, nanos: int) -> str:
    """RFC 3339 with nanoseconds, as Go writes it."""
    import time

    text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    fraction = f".{nanos:09d}".rstrip("0") if nanos else ""
    return f"{text}{fraction}Z"


def sorted_values(record: BuildHistoryRecord, prefix: str) -> list[tuple[str, str]]:
    """The frontend attributes below ``prefix`` (``build-arg:``, ``label:``), by name."""
    pairs = record.FrontendAttrs.items()
    return sorted((key.removeprefix(prefix), value) for key, value in pairs if key.startswith(prefix))
