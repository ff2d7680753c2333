"""Patterns of .dockerignore and BuildKit: Go's path matching with ``**``, ``!`` exceptions, parents first.

A pattern that matches a folder matches all below it. The last pattern that matches decides.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from pydock.build.dockerignore import matching


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
        self._match = matching(self.text)

    def match(self, path: str) -> bool:
        """Whether this very path matches; folders above it are not looked at."""
        return bool(self._match(path))

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
