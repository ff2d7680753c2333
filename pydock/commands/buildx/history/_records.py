"""Build records: found by name, and what their fields say."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pydock.build.buildkit.grpc.status import GrpcError
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
def opened(app: App, filters: Sequence[str] = ()) -> Iterator[Records]:
    """The records of the builder in use. Raises PydockError."""
    from pydock.commands.buildx import _builders

    builder = _builders.find(app, None)
    control = _builders.node(app, builder).control()
    try:
        yield Records(control, builder.name, builder.nodes[0].name, listed(control, filters=filters))
    finally:
        control.close()


def pick(found: Records, reference: str | None) -> BuildHistoryRecord:
    """One record: by its id or full name, ``^N`` for the N-th before the last, the last for None."""
    if not reference:
        if not found.records:
            raise PydockError("no records found")
        return found.records[0]
    if reference.startswith("^"):
        return _before_last(found.records, reference)
    wanted = reference.rpartition("/")[2]
    for record in found.records:
        if record.Ref == wanted:
            return record
    for record in listed(found.control, wanted):
        return record
    raise PydockError(f'no record found for ref "{reference}"')


def _before_last(records: list[BuildHistoryRecord], reference: str) -> BuildHistoryRecord:
    try:
        number = int(reference[1:])
    except ValueError as error:
        reason = f'strconv.Atoi: parsing "{reference[1:]}": invalid syntax'
        raise PydockError(f'invalid offset "{reference}": {reason}') from error
    completed = [record for record in records if record.HasField("CompletedAt")]
    if number >= len(completed):
        raise PydockError(f"no completed build found with offset {number - len(completed)}")
    return completed[number]


def listed(control: Control, reference: str = "", filters: Sequence[str] = ()) -> list[BuildHistoryRecord]:
    """The records as they are now, newest first: all, or what the engine has of one."""
    latest: dict[str, BuildHistoryRecord] = {}
    try:
        for event in control.history(reference, filters):
            latest[event.record.Ref] = event.record
    except GrpcError as error:
        raise PydockError(error.rpc_text) from error
    return sorted(latest.values(), key=lambda r: (r.CreatedAt.seconds, r.CreatedAt.nanos), reverse=True)


def origin(app: App, found: Records, record: BuildHistoryRecord) -> dict[str, str]:
    """From which folder of ours a build came."""
    from pydock.commands.buildx import _builders

    return _builders.store(app).origin(found.builder, found.node, record.Ref)


def name_of(record: BuildHistoryRecord, state: dict[str, str]) -> str:
    """What people call a build: its folder, the Dockerfile where that is another, the target."""
    attributes = record.FrontendAttrs
    if given := attributes.get("build-arg:BUILDKIT_BUILD_NAME"):
        return given
    inside = attributes.get("vcs:localdir:context", "")
    name = attributes.get("context", "") or (inside if inside != "." else "")
    name = name or _place_name(_folder(record, state), _dockerfile(record, state))
    if target := attributes.get("target", ""):
        return f"{name} ({target})" if name else target
    return name or attributes.get("vcs:source", "")


def _folder(record: BuildHistoryRecord, state: dict[str, str]) -> str:
    from pydock.build.buildkit.inputs import is_remote

    path = state.get("LocalPath", "")
    return "" if path == "-" or is_remote(path) else path


def _dockerfile(record: BuildHistoryRecord, state: dict[str, str]) -> str:
    attributes = record.FrontendAttrs
    named = state.get("DockerfilePath", "") if _folder(record, state) else ""
    if named not in ("", "-", "Dockerfile"):
        return named
    name = attributes.get("filename", "")
    name = "" if name == "Dockerfile" else name
    folder = attributes.get("vcs:localdir:dockerfile", "")
    return os.path.join(folder, name) if folder not in ("", ".") else name


def _place_name(folder: str, dockerfile: str) -> str:
    """The folder's name, with the Dockerfile's path where it is below and has another name than the usual one."""
    usual = not dockerfile or dockerfile.endswith("/Dockerfile")
    dockerfile = dockerfile.removesuffix("/Dockerfile")
    if dockerfile.startswith(folder) and len(dockerfile) > len(folder):
        return dockerfile[folder.rfind("/") + 1 :]
    path = dockerfile or folder
    name = path.rpartition("/")[2]
    if usual:
        return name
    parent = path.rpartition("/")[0] or path
    return os.path.join(os.path.basename(parent), name)


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
