"""Where in a Dockerfile something failed or was warned of: the lines around it, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydock.build.buildkit.proto import rpc_pb2

if TYPE_CHECKING:
    from pydock.render.progress.buildkit_events import Warning


def excerpts(details: bytes) -> Iterator[str]:
    """The source places in an error's details (a serialised google.rpc.Status)."""
    for source in error_sources(details):
        lines = [(r.start.line, r.end.line) for r in source.ranges]
        text = excerpt(source.info.filename, source.info.data, lines)
        if text:
            yield text


def error_sources(details: bytes) -> list[rpc_pb2.ErrorSource]:
    """The Source details of an error."""
    if not details:
        return []
    found = []
    for detail in rpc_pb2.Status.FromString(details).details:
        if detail.type_url.rpartition("/")[2] == "errdefs.Source":
            found.append(rpc_pb2.ErrorSource.FromString(detail.value))
    return found


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


def warning_text(warnings: Sequence[Warning], program: str, full: bool) -> str:
    """The closing lines on warnings: one each, or with ``full`` all that is known of them."""
    count = f"{len(warnings)} warning{'s' if len(warnings) != 1 else ''} found"
    if not full:
        lines = [f"\n {count} (use {program} --debug to expand):"]
        return "\n".join([*lines, *(f" - {warning.short}" for warning in warnings)]) + "\n"
    out = [f"\n {count}:\n"]
    for warning in warnings:
        out.append(f" - {warning.short}\n")
        out += [f"{line}\n" for line in warning.detail]
        if warning.url:
            out.append(f"More info: {warning.url}\n")
        if warning.source and warning.lines:
            out.append(excerpt(warning.source[0], warning.source[1], warning.lines))
        out.append("\n")
    return "".join(out)
