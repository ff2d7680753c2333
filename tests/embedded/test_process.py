from __future__ import annotations

import os
import time
from pathlib import Path

from pydock.embedded import process


def _until_it_ends(pid: int) -> None:
    while not process.ended(pid):
        time.sleep(0.01)


def test_it_runs_in_a_session_of_its_own_and_adds_to_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    command = 'echo "$WORD"; cat; echo to stderr >&2; cut -d" " -f6 /proc/$$/stat'
    pid = process.start(["/bin/sh", "-c", command], {"WORD": "said", "PATH": "/usr/bin:/bin"}, str(log))
    _until_it_ends(pid)
    assert log.read_text() == f"before\nsaid\nto stderr\n{pid}\n"


def test_one_that_runs_has_not_ended(tmp_path: Path) -> None:
    pid = process.start(["/bin/sleep", "60"], {}, str(tmp_path / "log"))
    assert not process.ended(pid)
    os.kill(pid, 15)
    _until_it_ends(pid)


def test_one_that_does_not_go_is_ended_by_force(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for command in ("exec sleep 60", 'trap "" TERM; echo begun; while :; do sleep 0.1; done'):
        pid = process.start(["/bin/sh", "-c", command], {"PATH": "/usr/bin:/bin"}, str(log))
        while "trap" in command and not log.read_text():
            time.sleep(0.01)
        process.end(pid, 0.2)
        assert process.ended(pid)
        process.end(pid, 0.2)


def test_only_the_owner_reads_the_log(tmp_path: Path) -> None:
    _until_it_ends(process.start(["/bin/true"], {}, str(tmp_path / "log")))
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600
