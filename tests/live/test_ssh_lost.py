"""What becomes of commands whose ssh, or its far end, dies under them, and of long sessions over ssh."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.live.conftest import without
from tests.support.live import GUARD, LiveEngine, Unavailable
from tests.support.sshd import SSHD, children
from tests.support.sshd import sshd as server
from tests.support.terminal import Terminal

_PYDOCK = [sys.executable, "-m", "pydock"]
_PACKAGE = str(Path(__file__).parents[2])
COUNTING = "n=0; while :; do echo line $n; n=$((n+1)); sleep 0.1; done"
_COMPOSE = """
name: counting
services: {a: {image: busybox, command: [sh, -c, 'while :; do echo line; sleep 0.1; done'], stop_grace_period: 0s}}
"""
LOST = "docker system dial-stdio] has exited with "


@pytest.fixture
def sshd(live: LiveEngine, tmp_path: Path) -> Iterator[SSHD]:
    try:
        with server(tmp_path, live.socket) as running:
            live.ok("run", "-d", "--name", "counting", "busybox", "sh", "-c", COUNTING)
            yield running
    except Unavailable as reason:
        without(reason)


def environ(sshd: SSHD, home: Path) -> dict[str, str]:
    return {"HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm", **sshd.environ, "DOCKER_HOST": sshd.host}


def _kill_far(sshd: SSHD, process: subprocess.Popen[bytes]) -> None:
    """The programs behind the far ssh: every ``docker system dial-stdio``."""
    _kill(pid for pid in children(sshd.process.pid) if b"dial-stdio" in _words(pid))


def _kill_server(sshd: SSHD, process: subprocess.Popen[bytes]) -> None:
    """The processes that sshd has started for this client."""
    _kill(children(sshd.process.pid))


def _kill_ssh(sshd: SSHD, process: subprocess.Popen[bytes]) -> None:
    """The client's own ssh processes."""
    _kill(children(process.pid))


def _kill(pids: Iterator[int] | list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


class Counts(NamedTuple):
    """What a process holds."""

    descriptors: int
    processes: int
    zombies: int


def _counted(pid: int) -> Counts:
    ours = children(pid)
    zombies = [child for child in ours if not _words(child)]
    return Counts(len(os.listdir(f"/proc/{pid}/fd")), len(ours), len(zombies))


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


DEATHS = pytest.mark.parametrize("kill", [_kill_far, _kill_server, _kill_ssh])


@DEATHS
@pytest.mark.parametrize(
    ("argv", "first", "code"),
    [
        (["stats", "counting"], b"counting", 1),
        (["stats"], b"counting", 1),
        (["logs", "-f", "counting"], b"line", 1),
        (["attach", "--no-stdin", "counting"], b"line", 1),
        (["exec", "counting", "sh", "-c", COUNTING], b"line", 255),
        (["run", "--rm", "busybox", "sh", "-c", COUNTING], b"line", 125),
        (["events", "--since", "1"], b"start", 1),
        (["compose", "-f", "{home}/compose.yaml", "up"], b"line", 1),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else None,
)
def test_it_ends_and_says_why(
    sshd: SSHD, tmp_path: Path, kill: object, argv: list[str], first: bytes, code: int
) -> None:
    assert callable(kill)
    (tmp_path / "compose.yaml").write_text(_COMPOSE)
    process = subprocess.Popen(
        [*_PYDOCK, *(word.format(home=tmp_path) for word in argv)],
        env=environ(sshd, tmp_path),
        cwd=_PACKAGE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        while first not in process.stdout.readline():
            assert process.poll() is None
        drain = threading.Thread(target=process.stdout.read)
        drain.start()
        kill(sshd, process)
        assert process.wait(GUARD) == code
        drain.join()
        assert process.stderr is not None
        told = process.stderr.read().decode()
    assert LOST in told
    assert "stderr=" in told
    assert "Traceback" not in told


@DEATHS
@pytest.mark.parametrize("argv", [["exec", "-it", "counting", "sh"], ["run", "-it", "--rm", "busybox"]])
def test_the_terminal_is_given_back(sshd: SSHD, tmp_path: Path, kill: object, argv: list[str]) -> None:
    assert callable(kill)
    with Terminal([*_PYDOCK, *argv], environ=environ(sshd, tmp_path), cwd=_PACKAGE, columns=500) as tty:
        tty.expect(b"# ")
        assert tty.is_raw
        kill(sshd, tty.process)
        assert tty.wait() in (125, 255)
        assert tty.attributes == tty.before
        assert LOST.encode() in tty.seen


def test_a_process_that_closes_its_streams_and_goes_on(sshd: SSHD, tmp_path: Path) -> None:
    """The end of the streams is not yet the end of the process, nor is it a connection that broke."""
    script = "exec >/dev/null 2>&1 </dev/null; sleep 2; exit 7"
    argv = [*_PYDOCK, "exec", "counting", "sh", "-c", script]
    done = subprocess.run(argv, env=environ(sshd, tmp_path), cwd=_PACKAGE, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (7, b"")


def test_a_long_batch_leaves_neither_processes_nor_descriptors(sshd: SSHD, tmp_path: Path) -> None:
    """500 lines, a fifth of them on connections of their own: counted after the first lines and near the end."""
    lines = [f"ps -q --filter name=counting --filter label=x{number}" for number in range(400)]
    for number in range(100):
        lines.insert(number * 5, "logs --tail 1 counting" if number % 2 else "exec counting true")
    script = b"".join(line.encode() + b"\n" for line in lines)
    process = subprocess.Popen(
        [*_PYDOCK, "batch", "--format", "json"],
        env=environ(sshd, tmp_path),
        cwd=_PACKAGE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(script)
        process.stdin.close()
        counts = []
        for number, line in enumerate(process.stdout):
            assert b'"exit_code": 0' in line
            if number in (20, 470):
                counts.append(_counted(process.pid))
        assert process.wait(GUARD) == 0
    early, late = counts
    assert late.descriptors <= early.descriptors + 5
    assert late.processes <= early.processes + 5
    assert late.zombies <= early.zombies + 5
    deadline = time.monotonic() + GUARD
    while left := [pid for pid in children(sshd.process.pid) if b"dial-stdio" in _words(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
