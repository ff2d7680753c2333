"""What was started: a small JSON file, believed only while its process is there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from pydock.embedded.paths import Paths
from pydock.embedded.programs import Settings


class Record(NamedTuple):
    """A started engine. ``kind`` and ``program`` as in ``programs``; ``data_root`` is empty for podman's own.

    ``bridge`` is the number of a bridge that was made for it.
    """

    pid: int
    kind: str
    program: str
    socket: str
    data_root: str
    registry_mirrors: Sequence[str] = ()
    insecure_registries: Sequence[str] = ()
    bridge: int | None = None

    @property
    def name(self) -> str:
        """The program and its process, for messages."""
        return f"{os.path.basename(self.program)} (process {self.pid})"

    @property
    def alive(self) -> bool:
        """Whether that very process runs: a process id alone may be another's by now."""
        try:
            with open(f"/proc/{self.pid}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
        except OSError:
            return False
        return any(os.fsencode(self.socket) in word for word in words)

    def differences(self, settings: Settings) -> list[str]:
        """A line for each option of ``settings`` that it was started with otherwise. What is not given asks nothing."""
        options = (
            ("--data-root", [settings.data_root] if settings.data_root else [], [self.data_root]),
            ("--registry-mirror", settings.registry_mirrors, self.registry_mirrors),
            ("--insecure-registry", sorted(settings.insecure_registries), sorted(self.insecure_registries)),
        )
        return [
            f"{option}: it runs with {', '.join(now) or 'none'}, you ask for {', '.join(asked)}"
            for option, asked, now in options
            if asked and list(asked) != list(now)
        ]


def read(paths: Paths) -> Record | None:
    """The record, or None when there is none that can be read."""
    from json import loads

    try:
        with open(paths.record, encoding="utf-8") as file:
            data = loads(file.read())
        return Record(**{name: data[name] for name in Record._fields if name in data})
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
