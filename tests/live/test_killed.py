"""An engine that is killed under many commands at once: each ends, with a word and a status, and leaves no halves."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.live import GUARD, LiveEngine, start_server

_TICKING = "while true; do echo tick; sleep 0.2; done"
_ROOT = Path(__file__).parents[2]


class Ending(NamedTuple):
    """How a command ended; ``files``: what is in the folder that it wrote to."""

    exit_code: int
    stderr: str
    files: list[str]


class Doomed:
    """Commands under way at one engine, each as far as it can be seen to have begun."""

    def __init__(self, engine: LiveEngine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *argv: str) -> subprocess.Popen[bytes]:
        folder = self.folder / name
        folder.mkdir()
        environ = self.engine.environ({"DOCKER_BUILDKIT": "0", "PYTHONPATH": str(_ROOT)})
        with open(f"{folder}.out", "wb") as output, open(f"{folder}.err", "wb") as errors:
            process = subprocess.Popen(
                self.engine.command(*argv),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=errors,
                env=environ,
                cwd=folder,
            )
        self._running[name] = process
        return process

    def until_output(self, name: str, *argv: str, has: str = "") -> None:
        """Start a command and wait until its output has something."""
        process = self.start(name, *argv)
        self._until(name, process, lambda: f"{has}\n" in Path(f"{self.folder}/{name}.out").read_text())

    def until_fed(self, name: str, data: bytes, *argv: str) -> None:
        """Start a command and give it the beginning of a stream that never ends."""
        stream = self.start(name, *argv).stdin
        assert stream is not None
        stream.write(data)
        stream.flush()

    def until_written(self, name: str, *argv: str) -> None:
        """Start a command and stop it in the middle of what it writes to its folder."""
        process, folder = self.start(name, *argv), self.folder / name
        self._until(name, process, lambda: any(os.lstat(folder / file).st_size for file in os.listdir(folder)))
        process.send_signal(signal.SIGSTOP)

    def _until(self, name: str, process: subprocess.Popen[bytes], check: Callable[[], bool]) -> None:
        deadline = time.monotonic() + GUARD
        while not check():
            assert process.poll() is None and time.monotonic() < deadline, f"{name}: {self.errors(name)}"
            time.sleep(0.001)

    def errors(self, name: str) -> str:
        return Path(f"{self.folder}/{name}.err").read_text()

    def end(self) -> Iterator[tuple[str, Ending]]:
        """Kill the engine and see how each command ends."""
        self.engine.kill()
        for name, process in self._running.items():
            process.send_signal(signal.SIGCONT)
            yield name, Ending(process.wait(GUARD), self.errors(name), sorted(os.listdir(self.folder / name)))

    def stop(self) -> None:
        for process in self._running.values():
            process.kill()
            process.communicate()
        self.engine.stop()


def _archive(name: str) -> bytes:
    """The beginning of an archive with a file of a gigabyte."""
    entry = tarfile.TarInfo(name)
    entry.size = 1 << 30
    return entry.tobuf() + bytes(4 << 20)


@pytest.fixture(scope="module")
def endings(session_engine: LiveEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ending]]:
    doomed = Doomed(session_engine.another(), tmp_path_factory.mktemp("killed"))
    try:
        _begin(doomed)
        yield dict(doomed.end())
    finally:
        doomed.stop()


def _begin(doomed: Doomed) -> None:
    engine = doomed.engine
    stalled = [sys.executable, "-m", "tests.support.stalled", "5000"]
    start_server(engine, ["env", f"PYTHONPATH={_ROOT}", *stalled], doomed.folder / "registry", 5000)
    engine.ok("run", "-d", "--name", "c1", *engine.run_flags, "busybox", "sh", "-c", _TICKING)
    engine.ok("run", "--name", "c2", *engine.run_flags, "busybox", "sh", "-c", "truncate -s 1G /sparse")
    engine.ok(
        "run", "--name", "c3", *engine.run_flags, "busybox", "dd", "if=/dev/zero", "of=/large", "bs=1M", "count=128"
    )
    engine.ok("commit", "c3", "large")
    (doomed.folder / "Dockerfile").write_text("FROM busybox\nRUN echo under way; sleep 1000\n")
    doomed.start("wait", "wait", "c1")
    doomed.until_output("logs", "logs", "-f", "c1")
    doomed.until_output("attach", "attach", "--no-stdin", "c1")
    doomed.until_output("exec", "exec", "-i", "c1", "sh", "-c", "echo up; cat")
    doomed.until_output("run", "run", *engine.run_flags, "busybox", "sh", "-c", _TICKING)
    doomed.until_output("stats", "stats", "--format", "json", "c1")
    doomed.until_output("build", "build", "-f", "../Dockerfile", "..", has="under way")
    doomed.until_output("pull", "pull", "localhost:5000/x")
    doomed.until_fed("cp-in", _archive("f"), "cp", "-", "c1:/tmp")
    doomed.until_fed("load", _archive("f"), "load")
    doomed.until_fed("import", _archive("f"), "import", "-")
    doomed.until_written("export", "export", "-o", "archive", "c2")
    doomed.until_written("cp-out", "cp", "c2:/sparse", ".")
    doomed.until_written("save", "save", "-o", "archive", "large")


# A connection that the engine leaves with bytes unread is reset.
_LOST = "(EOF|(read|write): .*)"
_CUT = "unexpected EOF(: connection reset by peer)?"


@pytest.mark.parametrize(
    ("name", "code", "last"),
    [
        ("attach", 1, _CUT),
        ("build", 1, _CUT),
        ("cp-in", 1, rf'error during connect: Put ".*/containers/c1/archive.*": {_LOST}'),
        ("cp-out", 1, _CUT),
        ("exec", 255, "(Cannot connect to the Docker daemon at|error during connect:) .*"),
        ("export", 1, _CUT),
        ("import", 1, rf'error during connect: Post ".*/images/create.*": {_LOST}'),
        ("load", 1, rf'error during connect: Post ".*/images/load.*": {_LOST}'),
        ("logs", 1, _CUT),
        ("pull", 1, _CUT),
        ("run", 125, f"error waiting for container: {_CUT}"),
        ("save", 1, _CUT),
        ("stats", 1, _CUT),
        ("wait", 1, _CUT),
    ],
)
def test_each_command_ends(endings: dict[str, Ending], name: str, code: int, last: str) -> None:
    ending = endings[name]
    assert (ending.exit_code, ending.files) == (code, [])
    assert re.fullmatch(last, ending.stderr.splitlines()[-1]), ending.stderr
    assert "Traceback" not in ending.stderr
