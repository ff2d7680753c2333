"""What was started: a small JSON file, believed only while its process is there."""

from __future__ import annotations

import os
from typing import NamedTuple

from pydock.embedded.paths import Paths


class Record(NamedTuple):
    """A started engine. ``kind`` and ``program`` as in ``programs``; ``data_root`` is empty for podman's own."""

    pid: int
    kind: str
    program: str
    socket: str
    data_root: str

    @property
    def alive(self) -> bool:
        """Whether that very process runs: a process id alone may be another's by now."""
        try:
            with open(f"/proc/{self.pid}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
        except OSError:
            return False
        return any(os.fsencode(self.socket) in word for word in words)


def read(paths: Paths) -> Record | None:
    """The record, or None when there is none that can be read."""
    from json import loads

    try:
        with open(paths.record, encoding="utf-8") as file:
            data = loads(file.read())
        return Record(*(data[name] for name in Record._fields))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(paths: Paths, record: Record) -> None:
    """Keep ``record``, whole or not at all."""
    from json import dumps

    part = f"{paths.record}.{os.getpid()}"
    with open(part, "w", encoding="utf-8") as file:
        file.write(dumps(record._asdict(), indent=2) + "\n")
    os.replace(part, paths.record)


def forget(paths: Paths) -> None:
    """Remove the record and the files a dead engine left."""
    for path in (paths.record, paths.socket, paths.pid_file):
        try:
            os.unlink(path)
        except OSError:
            pass
