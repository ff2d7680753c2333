"""What a folder sends as a context, and which rule of its ignore file decides on a path."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from pydock.build.buildkit.walk import NOT_REGULAR, Filter, walk
from pydock.build.patterns import Matcher
from pydock.errors import PydockError

_MISSING = re.compile(r'"/([^"]+)":? not found')  # 20.10 words it without the colon
_MOST = 20_000


class Rules(NamedTuple):
    """``path`` of the ignore file (empty: there is none) and its (line number, pattern)s."""

    path: str
    patterns: tuple[tuple[int, str], ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(pattern for _, pattern in self.patterns)


def rules(context: str, dockerfile: str = "") -> Rules:
    """The ignore file in force: ``DOCKERFILE.dockerignore`` next to the Dockerfile wins over ``.dockerignore``."""
    name = dockerfile or os.path.join(context, "Dockerfile")
    for path in (f"{name}.dockerignore", os.path.join(context, ".dockerignore")):
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                lines = file.read().removeprefix("\ufeff").splitlines()
        except OSError:
            continue
        found = [(n, cleaned) for n, line in enumerate(lines, 1) if (cleaned := _pattern(line))]
        return Rules(path, tuple(found))
    return Rules("")


def sizes(context: str, found: Rules) -> list[tuple[str, int]]:
    """(path, bytes) of every file that is sent, largest first."""
    entries = walk(os.fsencode(context), Filter(exclude=found.sources))
    files = [(os.fsdecode(entry.path), entry.size) for entry in entries if not entry.mode & NOT_REGULAR]
    return sorted(files, key=lambda pair: (-pair[1], pair[0]))


def decide(context: str, found: Rules, path: str) -> str:
    """One sentence on a path (relative to the context). Raises PydockError for one that is not there."""
    relative = os.path.relpath(os.path.join(context, path), context)
    if relative.startswith(".."):
        raise PydockError(f"{path} is outside of the context")
    if not os.path.lexists(os.path.join(context, relative)):
        raise PydockError(f"{path} is not in the context")
    matcher = Matcher(found.sources)
    out, pattern = matcher.decide(relative)
    if pattern is None:
        return f"{relative} is sent: no rule matches it"
    line = next(number for number, text in reversed(found.patterns) if text == pattern.source)
    verb = "left out" if out else "sent"
    return f"{relative} is {verb}: {found.path}:{line}: {pattern.source}"


def _pattern(line: str) -> str:
    """A line's pattern as BuildKit takes it: comments and blanks dropped, a leading slash removed."""
    text = line.strip()
    if not text or line.startswith("#"):
        return ""
    mark = "!" if text.startswith("!") else ""
    return mark + text.removeprefix("!").strip().lstrip("/")


def missing(context: str, dockerfile: str, message: str) -> str:
    """A hint for a solve that failed on a file: the ignore rule that hides it, or the nearest names; else empty."""
    match = _MISSING.search(message)
    if match is None or not os.path.isdir(context):
        return ""
    path = match[1]
    found = rules(context, dockerfile)
    if os.path.lexists(os.path.join(context, path)):
        out, pattern = Matcher(found.sources).decide(path)
        return decide(context, found, path) if out and pattern is not None else ""
    from difflib import get_close_matches

    entries = walk(os.fsencode(context), Filter(exclude=found.sources))
    names = [os.fsdecode(entry.path) for _, entry in zip(range(_MOST), entries, strict=False)]
    near = get_close_matches(path, names, 3)
    return f"The context has no {path}; near it: {', '.join(near)}" if near else ""
