"""Compose when things go away under it: the engine, or pydock itself."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import without
from tests.support.background import start, until
from tests.support.live import GUARD, LiveEngine, Unavailable, available

SERVICES = """\
services:
  a: {image: busybox, command: sh -c 'echo begun; sleep 300', stop_signal: KILL}
  b: {image: busybox, command: sleep 300, stop_signal: KILL, depends_on: [a]}
"""


@pytest.fixture
def own_engine() -> Iterator[LiveEngine]:
    """An engine that the test may kill or restart."""
    try:
        engine = LiveEngine(*available()[0])
    except Unavailable as reason:
        without(reason)
    yield engine
    engine.stop()


def _project(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "compose.yaml").write_text(text)
    return folder


@pytest.mark.parametrize("fate", ["kill", "restart"])
@pytest.mark.parametrize("argv", [("up",), ("logs", "-f")])
def test_an_engine_that_goes_away_ends_what_follows(
    own_engine: LiveEngine, tmp_path: Path, argv: tuple[str, ...], fate: str
) -> None:
    folder = _project(tmp_path / "follow", SERVICES)
    if argv != ("up",):
        own_engine.ok("compose", "up", "-d", cwd=folder)
    process, output = start(own_engine, folder, *argv)
    try:
        until(lambda: "a-1  | begun\n" in output.read_text(), process, output)
        getattr(own_engine, fate)()
        code = process.wait(GUARD)
        text = output.read_text()
        assert fate == "restart" or "exited with code" not in text
        assert "Traceback" not in text
        if fate == "restart" and code == 0:
            return  # an engine that stops in order stops its containers first, and their output just ends
        assert code == 1
        last = text.splitlines()[-1]
        assert any(end in last for end in ("annot connect", "EOF", "closed", "reset by peer")), text
    finally:
        process.kill()
        process.wait()


def test_an_engine_that_restarts_while_containers_are_made(own_engine: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "made", SERVICES)
    process, output = start(own_engine, folder, "up", "-d", "--scale", "a=8")
    try:
        until(lambda: "Created" in output.read_text(), process, output)
        own_engine.restart()
        assert process.wait(GUARD) in (0, 1)  # 0: done before the engine went
        assert "Traceback" not in output.read_text()
    finally:
        process.kill()
        process.wait()
    own_engine.ok("compose", "up", "-d", cwd=folder)
    names = own_engine.ok("ps", "--format", "{{.Names}}").split()
    assert sorted(names) == ["made-a-1", "made-b-1"]
    own_engine.ok("compose", "down", "-t", "0", cwd=folder)


def test_a_killed_down_is_finished_by_the_next(live: LiveEngine, tmp_path: Path) -> None:
    folder = _project(tmp_path / "killed", SERVICES + "volumes: {data: }\n")
    for delay in (0.25, 0.4, 0.6):
        live.ok("compose", "up", "-d", cwd=folder)
        process, _ = start(live, folder, "down", "-v")
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        live.ok("compose", "down", "-v", "-t", "0", cwd=folder)
        assert live.ok("ps", "-aq") == ""
        assert "killed_" not in live.ok("network", "ls", "--format", "{{.Name}}")
