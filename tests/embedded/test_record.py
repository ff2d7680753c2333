"""Records are believed only while their process is there."""

from __future__ import annotations

import os
from pathlib import Path

from pydock.embedded.programs import Settings
from pydock.embedded.record import Record, write
from pydock.embedded.supervise import Supervisor


def test_stale_files_are_no_engine(supervisor: Supervisor) -> None:
    supervisor.paths.make()
    Path(supervisor.paths.socket).touch()
    write(supervisor.paths, Record(os.getpid(), "dockerd", "/usr/sbin/dockerd", supervisor.paths.socket, ""))
    assert supervisor.status().record is None
    supervisor.up(Settings(), lambda text: None)
    assert supervisor.status().answers
