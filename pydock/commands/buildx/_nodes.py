"""The nodes of a stored builder: adding, changing and taking out."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.store import Builder, NodeEntry

_FILE = re.compile(r'^(\s*(?:ca|key|cert)\s*=\s*)(\[?)"([^"]+)"', re.MULTILINE)


@dataclass
class Change:
    """What ``create`` says of one node; None and empty values leave what there is."""

    name: str = ""
    endpoint: str = ""
    endpoint_given: bool = False
    platforms: list[str] = field(default_factory=list)
    options: dict[str, str] | None = None
    flags: list[str] | None = None
    files: dict[str, str] | None = None


def apply(builder: Builder, change: Change, append: bool) -> bool:
    """Put ``change`` into ``builder``; tells whether a node that there was is another now. Raises PydockError."""
    from pydock.build.buildkit.store import NodeEntry, check_name

    known = next((entry for entry in builder.nodes if entry.name == change.name), None)
    if known is None and builder.nodes and not append:
        raise PydockError(f"node {change.name} not found, did you mean to append?")
    if known is None:
        name = check_name(change.name) if change.name else _free_name(builder)
        known = NodeEntry(name, change.endpoint, change.platforms, change.options, change.flags, change.files)
        builder.nodes.append(known)
        changed = False
    else:
        changed = _update(known, change)
    for entry in builder.nodes:
        if entry is known:
            continue
        if change.endpoint and entry.endpoint == change.endpoint:
            raise PydockError(f"invalid duplicate endpoint {change.endpoint}")
        entry.platforms = [platform for platform in entry.platforms if platform not in change.platforms]
    return changed


def _update(entry: NodeEntry, change: Change) -> bool:
    entry.platforms = change.platforms or entry.platforms
    if change.endpoint_given:
        entry.endpoint = change.endpoint
    entry.options = change.options or entry.options
    entry.flags = change.flags or entry.flags
    entry.files = change.files or entry.files
    return change.endpoint_given or bool(change.options or change.flags or change.files)


def leave(builder: Builder, name: str) -> None:
    """Take a node out. Raises PydockError."""
    if name not in [entry.name for entry in builder.nodes]:
        raise PydockError(f'node "{name}" not found for {builder.name}')
    if len(builder.nodes) == 1:
        raise PydockError("can not leave last node, do you want to rm instance instead?")
    builder.nodes = [entry for entry in builder.nodes if entry.name != name]


def parse_options(texts: Sequence[str]) -> dict[str, str] | None:
    """``--driver-opt``: records of ``key=value``; None without any."""
    from pydock.values.records import parse_record

    out: dict[str, str] = {}
    for text in texts:
        for part in parse_record(text):
            key, equals, value = part.partition("=")
            if not equals:
                raise PydockError(f'invalid value "{part}", expecting k=v')
            out[key] = value
    return out or None


def daemon_files(config: bytes) -> dict[str, str]:
    """The daemon's configuration and the certificates it names, by their paths in the container, as base64.

    Certificates move to ``certs/``; the configuration then names them there.
    """
    out: dict[str, str] = {}

    def moved(match: re.Match[str]) -> str:
        with open(match[3], "rb") as file:
            data = file.read()
        name = f"certs/{match[3].strip('/').replace('/', '_')}"
        out[name] = base64.b64encode(data).decode()
        return f'{match[1]}{match[2]}"/etc/buildkit/{name}"'

    try:
        text = _FILE.sub(moved, config.decode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PydockError(f"failed to read {error.filename}: {reason}") from error
    out["buildkitd.toml"] = base64.b64encode(text.encode()).decode()
    return out


def _free_name(builder: Builder) -> str:
    taken = {entry.name for entry in builder.nodes}
    return next(name for number in range(len(taken) + 1) if (name := f"{builder.name}{number}") not in taken)
