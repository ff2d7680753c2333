"""XDG folders of the test's own, and a supervisor of a stand-in for dockerd."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.embedded.record import read
from pydock.embedded.supervise import Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """XDG folders of the test's own, and a PATH with the stand-in first."""
    with tempfile.TemporaryDirectory(prefix="pydock-") as folder:
        program = Path(folder, "bin", "dockerd")
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tests.support.dockerd "$@"\n')
        program.chmod(0o755)
        yield {
            "PATH": f"{program.parent}:/usr/bin:/bin",
            "HOME": folder,
            "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": f"{folder}/state",
            "XDG_DATA_HOME": f"{folder}/data",
            "XDG_RUNTIME_DIR": f"{folder}/run",
        }


@pytest.fixture
def supervisor(environ: dict[str, str]) -> Iterator[Supervisor]:
    made = Supervisor(environ, 0)
    yield made
    record = read(made.paths)
    if record is not None and record.alive:
        os.kill(record.pid, signal.SIGKILL)
        try:
            os.waitpid(record.pid, 0)
        except ChildProcessError:
            pass
