"""Where in a Dockerfile something failed or was warned of: the lines around it, as text."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pydock.build.buildkit.proto import rpc_pb2

if TYPE_CHECKING:
    from pydock.render.progress.buildkit_events import Warning


class Place(NamedTuple):
    """Lines of a file; ``lines`` are (first, last), from 1."""

    name: str
    data: bytes
    lines: list[tuple[int, int]]


def excerpts(details: bytes) -> Iterator[str]:
    """The source places in an error's details (a serialised google.rpc.Status)."""
    for place in places(details):
        if text := excerpt(place.name, place.data, place.lines):
            yield text


def places(details: bytes) -> list[Place]:
    """The Source details of an error, which come as protobuf or as its JSON."""
    found = []
    for kind, value in _details(details):
        if kind == "Source":
            source = rpc_pb2.ErrorSource.FromString(value)
            ranges = [(r.start.line, r.end.line) for r in source.ranges]
            found.append(Place(source.info.filename, source.info.data, ranges))
        elif kind == "Source+json":
            data = json.loads(value)
            info = data.get("info") or {}
            ranges = [(_line(r, "start"), _line(r, "end")) for r in data.get("ranges") or ()]
            found.append(Place(info.get("filename", ""), base64.b64decode(info.get("data", "")), ranges))
    return found


def subrequest(details: bytes) -> str:
    """The request that a frontend does not know; empty where the error is another."""
    for kind, value in _details(details):
        if kind == "Subrequest+json":
            return str(json.loads(value).get("name", ""))
    return ""


def _details(details: bytes) -> Iterator[tuple[str, bytes]]:
    """(kind, value) of BuildKit's own error details."""
    for detail in rpc_pb2.Status.FromString(details).details if details else ():
        name = detail.type_url.rpartition("/")[2]
        if name.startswith("errdefs."):
            yield name.removeprefix("errdefs."), detail.value


def _line(span: dict[str, dict[str, int]], end: str) -> int:
    return int((span.get(end) or {}).get("line", 0))


def excerpt(name: str, data: bytes, ranges: Sequence[tuple[int, int]]) -> str:
    """``name:line`` and the lines around ``ranges`` (first and last line, from 1), those in them marked."""
    if not ranges:
        return ""
    lines = data.decode("utf-8", "replace").split("\n")
    first = min(start for start, _ in ranges)
    last = min(max(end for _, end in ranges), len(lines))
    if first < 1 or first > len(lines):
        return ""
    shown = first
    most, added = (4 if last == first else 2), 0
    while added < most:
        if first > 1:
            first, added = first - 1, added + 1
        if last < len(lines):
            last, added = last + 1, added + 1
        added += 1
    out = [f"{name}:{shown}", "-" * 20]
    for number in range(first, last + 1):
        mark = ">>>" if any(start <= number <= end for start, end in ranges) else "   "
        out.append(f" {number:3} | {mark} {lines[number - 1]}")
    return "\n".join([*out, "-" * 20, ""])


def warning_text(warnings: Sequence[Warning], program: str, full: bool, colour: bool) -> str:
    """The closing lines on warnings: one each, or with ``full`` all that is known of them; the head yellow."""
    count = f"{len(warnings)} warning{'s' if len(warnings) != 1 else ''} found"
    yellow, plain = ("\x1b[33m", "\x1b[0m") if colour else ("", "")
    if not full:
        head = f"\n {yellow}{count} (use {program} --debug to expand):\n{plain}"
        return head + "".join(f" - {warning.short}\n" for warning in warnings)
    out = [f"\n {yellow}{count}:\n{plain}"]
    for warning in warnings:
        out.append(f" - {warning.short}\n")
        out += [f"{line}\n" for line in warning.detail]
        if warning.url:
            out.append(f"More info: {warning.url}\n")
        if warning.source and warning.lines:
            out.append(excerpt(warning.source[0], warning.source[1], warning.lines))
        out.append("\n")
    return "".join(out)
