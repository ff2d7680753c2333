"""What is remembered of the last build of each (folder, Dockerfile, target): a file each in the user's cache."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256

from pydock.build.buildkit.why import Memory
from pydock.config.file import replace_file

_MOST = 200


class Memories:
    """Files readable by their user alone; the oldest go when there are too many. Faults mean: not remembered."""

    def __init__(self, environ: Mapping[str, str], home: str) -> None:
        cache = environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
        self.folder = os.path.join(cache, "pydock", "builds")

    def load(self, *key: str) -> Memory | None:
        """The last build's, if there was one."""
        try:
            with open(self._path(key), "rb") as file:
                return Memory.of(json.load(file))
        except (OSError, ValueError):
            return None

    def keep(self, memory: Memory, *key: str) -> None:
        """Put it in place of the last one."""
        try:
            os.makedirs(self.folder, 0o700, exist_ok=True)
            text = json.dumps(memory.plain(), separators=(",", ":"))
            replace_file(self._path(key), text.encode(), durable=False)
            self._forget()
        except OSError:
            return

    def _path(self, key: tuple[str, ...]) -> str:
        text = "\0".join(key).encode("utf-8", "surrogateescape")
        return os.path.join(self.folder, sha256(text).hexdigest() + ".json")

    def _forget(self) -> None:
        with os.scandir(self.folder) as found:
            entries = sorted(found, key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in entries[_MOST:]:
            os.unlink(entry.path)
