"""Builds that something happens to: Ctrl-C, a killed engine, a full disk, a context that changes, or a large one."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.live import GUARD, LiveEngine

_BIG = (2 << 30) + 1  # more than a signed 32-bit number counts
_ADDRESSES = 512 << 20
_NAP = str(1_000_000 + os.getpid())  # seconds that no other run sleeps
_MOST_MEMORY = 150_000  # kilobytes


@pytest.fixture
def engine(live: LiveEngine) -> LiveEngine:
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    return live


def _big_context(folder: Path) -> None:
    """Two sparse gigabytes, which the build has to be sent but need not copy."""
    (folder / "big").touch()
    os.truncate(folder / "big", _BIG)
    text = "FROM busybox\nRUN --mount=type=bind,target=/c echo size $(stat -c %s /c/big) small $(stat -c %s /c/small)\n"
    (folder / "Dockerfile").write_text(text)
    (folder / "small").write_text("four")


@contextmanager
def _build(engine: LiveEngine, context: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """``build`` under way with little memory, its progress as JSON on standard error, its output nobody reads."""
    command = engine.command("build", "--no-cache", "--progress", "rawjson", *arguments, ".")
    limited = ["prlimit", f"--as={_ADDRESSES}", *command]
    pipe, environ = subprocess.PIPE, engine.environ()
    with subprocess.Popen(limited, stdout=pipe, stderr=pipe, env=environ, cwd=context) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _sending(line: bytes) -> bool:
    """Whether a line of the progress says that some of the context is over."""
    if not line.startswith(b"{"):
        return False
    statuses = json.loads(line).get("statuses") or ()
    return any("transferring context" in status["id"] and status.get("current", 0) > 1 << 20 for status in statuses)


def _until(process: subprocess.Popen[bytes], reached: Callable[[bytes], bool]) -> None:
    assert process.stderr is not None
    seen = b""
    for line in process.stderr:
        seen += line
        if reached(line):
            return
    raise AssertionError(seen.decode())


def _end(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Exit status and the rest of standard error."""
    _, errors = process.communicate(timeout=GUARD)
    return process.returncode, errors.decode()


def _connections(engine: LiveEngine) -> int:
    """How many clients the engine is connected to."""
    lines = Path(f"/proc/{engine.process_id}/net/unix").read_text().splitlines()
    fields = [line.split() for line in lines if line.endswith(f" {engine.socket}")]
    return sum(field[5] == "03" for field in fields)


def _sleepers() -> list[int]:
    """The processes of a step that sleeps for ``_NAP``: its shell, where busybox is one that sleeps in it."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = Path(f"/proc/{name}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[:2] == [b"sleep", _NAP.encode()] or words[1:3] == [b"-c", f"sleep {_NAP}".encode()]:
            found.append(int(name))
    return found


def _eventually(check: Callable[[], bool]) -> None:
    deadline = time.monotonic() + GUARD
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_interrupt_while_the_context_is_sent(engine: LiveEngine, tmp_path: Path) -> None:
    _big_context(tmp_path)
    before = _connections(engine)
    with _build(engine, tmp_path) as process:
        _until(process, _sending)
        process.send_signal(signal.SIGINT)
        code, errors = _end(process)
    assert code == 130 and "ERROR: failed to build: failed to solve: Canceled: context canceled" in errors
    _eventually(lambda: _connections(engine) <= before)


def test_interrupt_while_a_step_runs(engine: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(f"FROM busybox\nRUN sleep {_NAP}\n")
    before = _connections(engine)
    with _build(engine, tmp_path) as process:
        _eventually(lambda: bool(_sleepers()))
        process.send_signal(signal.SIGINT)
        code, errors = _end(process)
    assert code == 130 and "ERROR: failed to build: failed to solve: Canceled: context canceled" in errors
    _eventually(lambda: _connections(engine) <= before and not _sleepers())


def test_a_second_interrupt_leaves_at_once(engine: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(f"FROM busybox\nRUN sleep {_NAP}\n")
    before = _connections(engine)
    with _build(engine, tmp_path) as process:
        _eventually(lambda: bool(_sleepers()))
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        assert _end(process)[0] == 130
    _eventually(lambda: _connections(engine) <= before and not _sleepers())


def test_interrupt_while_the_result_is_sent(engine: LiveEngine, tmp_path: Path) -> None:
    """It goes to a pipe that nobody reads, so that it is still under way."""
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCOPY large /\n")
    (tmp_path / "large").touch()
    os.truncate(tmp_path / "large", 64 << 20)
    before = _connections(engine)
    with _build(engine, tmp_path, "-o", "-") as process:
        _until(process, lambda line: b"sending tarball" in line)
        process.send_signal(signal.SIGINT)
        code, errors = _end(process)
    assert code == 130 and "ERROR: failed to build: failed to solve: Canceled: context canceled" in errors
    _eventually(lambda: _connections(engine) <= before)


def test_names_of_any_bytes(engine: LiveEngine, tmp_path: Path) -> None:
    names = [b"tab\there", b"new\nline", b"-dash", b"quo\"te's", b"back\\slash", b"sp ace ", b"%41"]
    names.append("\N{SNOWMAN}".encode())
    (tmp_path / "tree").mkdir()
    for name in names:
        (tmp_path / "tree" / os.fsdecode(name)).write_bytes(name)
    check = 'for f in /x/*; do test "$(cat "$f")" = "${f#/x/}" && echo same; done | wc -l'
    (tmp_path / "Dockerfile").write_text(f"FROM busybox\nCOPY tree /x\nRUN echo $({check}) are the same\n")
    got = engine.pydock("build", "--progress", "plain", ".", cwd=tmp_path)
    assert got.exit_code == 0 and f" {len(names)} are the same" in got.stderr, got


def test_the_engine_is_killed(engine: LiveEngine, tmp_path: Path) -> None:
    """One of the same kind, as the others are still to be used."""
    engine = engine.another()
    try:
        _kill_while_a_step_runs(engine, tmp_path)
    finally:
        engine.stop()


def _kill_while_a_step_runs(engine: LiveEngine, context: Path) -> None:
    (context / "Dockerfile").write_text(f"FROM busybox\nRUN sleep {_NAP}\n")
    try:
        with _build(engine, context) as process:
            _eventually(lambda: bool(_sleepers()))
            engine.kill()
            code, errors = _end(process)
    finally:
        for number in _sleepers():
            os.kill(number, signal.SIGKILL)
    assert code == 1 and "ERROR: failed to build: " in errors.splitlines()[-1], errors


def test_the_disk_is_full(engine: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCOPY large /\n")
    (tmp_path / "large").write_bytes(bytes(8 << 20))
    out = tmp_path / "out"
    out.mkdir()
    before = _connections(engine)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(out)], check=True)
    try:
        result = engine.pydock("build", "-o", "out", ".", cwd=tmp_path)
    finally:
        subprocess.run(["umount", str(out)], check=True)
    last = result.stderr.splitlines()[-1]
    # The engine's sender may see the end of the call before it has read the reason.
    assert result.exit_code == 1 and last.endswith(("write large: no space left on device", ": EOF")), result
    assert "\x1b" not in result.stderr
    _eventually(lambda: _connections(engine) <= before)


def test_two_gigabytes_in_constant_memory_and_files_that_vanish(engine: LiveEngine, tmp_path: Path) -> None:
    """The build gets what was there, as with Docker; unlike there, it is told."""
    _big_context(tmp_path)
    for number in range(3):
        (tmp_path / f"small{number}").write_text("four")
    memory = [0]
    with _build(engine, tmp_path) as process:

        def sent(line: bytes) -> bool:
            status = Path(f"/proc/{process.pid}/status").read_text().splitlines()
            memory.extend(int(row.split()[1]) for row in status if row.startswith("VmHWM:"))
            return b"transferring context" in line and memory[-1] > 0 and b'"completed"' in line

        _until(process, _sending)
        for number in range(3):
            (tmp_path / f"small{number}").unlink()
        _until(process, sent)
        code, errors = _end(process)
    assert code == 0 and f"size {_BIG} small 4" in _told(errors, "logs", "data")
    assert "small0 changed while it was sent" in _told(errors, "warnings", "short")
    assert max(memory) < _MOST_MEMORY


def _told(progress: str, kind: str, field: str) -> str:
    """A field of every event of one kind."""
    batches = [json.loads(line) for line in progress.splitlines()]
    events = [event for batch in batches for event in batch.get(kind) or ()]
    return b"".join(base64.b64decode(event[field]) for event in events).decode()
