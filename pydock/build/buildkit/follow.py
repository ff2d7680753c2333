"""Paths whose symbolic links are to be followed: what must be sent so that they resolve on the other side."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable

from pydock.build.patterns import Matcher

_LIMIT = 255


def follow_links(root: bytes, paths: Iterable[str]) -> list[str]:
    """``paths`` (globs allowed) with the targets of every link on the way, all inside ``root``."""
    resolver = _Resolver(os.fsdecode(root))
    for path in paths:
        resolver.add(path.strip("/") if path not in ("", "/") else ".")
    return sorted(resolver.found)


class _Resolver:
    def __init__(self, root: str) -> None:
        self.root = root
        self.found: set[str] = set()

    def add(self, path: str, depth: int = 0) -> None:
        path = _inside(path)
        if path in self.found or depth > _LIMIT:
            return
        current = ""
        parts = path.split("/")
        for index, part in enumerate(parts):
            if any(letter in part for letter in "*?["):
                for name in self._expand(current, part):
                    self.add("/".join([p for p in (current, name, *parts[index + 1 :]) if p]), depth + 1)
                self.found.add(path)
                return
            step = f"{current}/{part}" if current else part
            target = self._link(step)
            if target is not None:
                self.found.add(step)
                base = target if target.startswith("/") else f"{current}/{target}"
                self.add("/".join([base, *parts[index + 1 :]]), depth + 1)
                return
            current = step
        self.found.add(path)

    def _expand(self, folder: str, pattern: str) -> list[str]:
        matcher = Matcher([pattern])
        try:
            names = os.listdir(os.path.join(self.root, folder))
        except OSError:
            return []
        return [name for name in names if matcher.matches(name)]

    def _link(self, path: str) -> str | None:
        try:
            return os.readlink(os.path.join(self.root, path))
        except OSError:
            return None


def _inside(path: str) -> str:
    """Clean, and never above the root."""
    return posixpath.normpath("/" + path).strip("/") or "."
