"""Patterns of .dockerignore and BuildKit: Go's path matching with ``**``, ``!`` exceptions, parents first.

A pattern that matches a folder matches all below it. The last pattern that matches decides.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence

_GLOB = frozenset("*?[]\\")


class Pattern:
    """One cleaned pattern. ``text`` is without the ``!`` of an exception; ``source`` as it was written."""

    __slots__ = ("_match", "exception", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self.exception = source.startswith("!")
        text = source[1:].strip() if self.exception else source
        if self.exception and not text:
            raise ValueError('illegal exclusion pattern: "!"')
        self.text = posixpath.normpath(text).lstrip("/") if text not in ("", "/") else text.lstrip("/")
        self._match = _compile(self.text)

    def match(self, path: str) -> bool:
        """Whether this very path matches; folders above it are not looked at."""
        return self._match(path)

    @property
    def prefix(self) -> str:
        """The pattern without a trailing ``/**``: what the path of an include starts with."""
        text = self.text
        for tail in ("/**", "/*"):
            text = text[: -len(tail)] if text.endswith(tail) else text
        return text


class Matcher:
    """Patterns in order. ``state`` values are what :meth:`step` gave for the folder above, None at the root."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.patterns = [Pattern(cleaned) for source in sources if (cleaned := source.strip())]
        self.exceptions = any(pattern.exception for pattern in self.patterns)
        self._clear = (False,) * len(self.patterns)

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def step(self, path: str, above: Sequence[bool] | None) -> tuple[bool, Sequence[bool]]:
        """(matched, state for what is below): one step down from a folder whose state is ``above``."""
        if above is None:
            above = self._clear
        matched = False
        state = None
        for index, pattern in enumerate(self.patterns):
            hit = above[index]
            if not hit:
                if pattern.exception != matched:
                    continue
                hit = pattern.match(path)
            if hit:
                if state is None:
                    state = list(self._clear)
                state[index] = True
                matched = not pattern.exception
        return matched, state if state is not None else self._clear

    def matches(self, path: str) -> bool:
        """Whether ``path`` or a folder above it matches."""
        return self.decide(path)[0]

    def decide(self, path: str) -> tuple[bool, Pattern | None]:
        """(matched, the pattern that decided)."""
        parts = path.split("/")
        state: Sequence[bool] | None = None
        matched = False
        for depth in range(len(parts)):
            matched, state = self.step("/".join(parts[: depth + 1]), state)
        hits = [pattern for pattern, hit in zip(self.patterns, state or (), strict=True) if hit]
        deciding = [pattern for pattern in hits if pattern.exception != matched]
        return matched, deciding[-1] if deciding else None


def _compile(pattern: str) -> Callable[[str], bool]:
    """A function from path to bool. The common shapes need no regular expression."""
    if not _GLOB & set(pattern):
        return lambda path: path == pattern
    if pattern == "**":
        return lambda path: True
    if pattern.endswith("/**") and not _GLOB & set(pattern[:-3]):
        start = pattern[:-2]
        return lambda path: path.startswith(start)
    if pattern.startswith("**/") and not _GLOB & set(pattern[3:]):
        end, name = pattern[2:], pattern[3:]
        return lambda path: path.endswith(end) or path == name
    expression = re.compile(_regex(pattern))
    return lambda path: expression.match(path) is not None


def _regex(pattern: str) -> str:
    out, index, size = [], 0, len(pattern)
    while index < size:
        letter = pattern[index]
        index += 1
        if letter == "*" and pattern.startswith("*", index):
            index += 1
            if pattern.startswith("/", index):
                index += 1
            out.append(".*" if index >= size else "(?:.*/)?")
        elif letter == "*":
            out.append("[^/]*")
        elif letter == "?":
            out.append("[^/]")
        elif letter == "[":
            end = _class_end(pattern, index)
            if end < 0:
                raise ValueError("syntax error in pattern")
            inside = pattern[index:end].replace("[", "\\[")
            out.append(f"[{inside}]")
            index = end + 1
        elif letter == "\\":
            if index >= size:
                raise ValueError("syntax error in pattern")
            out.append(re.escape(pattern[index]))
            index += 1
        else:
            out.append(re.escape(letter))
    return "".join(out) + r"\Z"


def _class_end(pattern: str, start: int) -> int:
    """Where the ``]`` of a class stands; -1 without one."""
    index = start + 1 if pattern.startswith("^", start) else start
    first = index
    while index < len(pattern):
        if pattern[index] == "\\":
            index += 1
        elif pattern[index] == "]" and index > first:
            return index
        index += 1
    return -1
