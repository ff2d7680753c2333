"""What a hostile engine answers never reaches a terminal raw; a pipe gets Docker's bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine
from tests.support.terminal import Terminal

BAD = "\x1b]0;owned\x07\x1b[31mred"
CONTAINER = {
    "Id": "c1" * 32,
    "Names": ["/" + BAD],
    "Image": BAD,
    "Command": BAD,
    "Created": 0,
    "State": "running",
    "Status": BAD,
    "Labels": {BAD: BAD},
}


def terminal_output(fake: FakeEngine, folder: Path, *argv: str) -> bytes:
    environ = {
        "DOCKER_HOST": f"unix://{fake.path}",
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "PATH": "/usr/bin:/bin",
    }
    with Terminal([sys.executable, "-m", "pydock", *argv], environ=environ, columns=100) as terminal:
        terminal.wait()
        return terminal.seen


@pytest.mark.parametrize(
    "argv",
    [
        ["ps"],
        ["ps", "--no-trunc"],
        ["ps", "--format", "{{.Names}} {{.Labels}}"],
        ["ps", "--format", "table {{.Names}}"],
        ["ps", "--format", "csv"],
    ],
)
def test_lists(fake: FakeEngine, tmp_path: Path, argv: list[str]) -> None:
    fake.on("GET", "/containers/json", json=[CONTAINER])
    seen = terminal_output(fake, tmp_path, *argv)
    assert b"owned" in seen
    assert b"\x07" not in seen and b"\x1b]" not in seen and b"\x1b[31mred" not in seen


def test_a_template_keeps_its_own_colours(fake: FakeEngine, tmp_path: Path) -> None:
    fake.on("GET", "/containers/json", json=[CONTAINER])
    seen = terminal_output(fake, tmp_path, "ps", "--format", "\x1b[32m{{.Names}}\x1b[0m")
    assert seen.startswith(b"\x1b[32m" + "␛]0;owned␇␛[31mred".encode() + b"\x1b[0m")


def test_inspect_and_errors(fake: FakeEngine, tmp_path: Path) -> None:
    fake.on("GET", "/volumes/v", json={"Name": BAD, "Labels": {"a": BAD}})
    fake.on("DELETE", "/volumes/v", status=409, json={"message": BAD})
    for argv in (["volume", "inspect", "v"], ["volume", "inspect", "-f", "{{.Name}}", "v"], ["volume", "rm", "v"]):
        seen = terminal_output(fake, tmp_path, *argv)
        assert b"owned" in seen and b"\x07" not in seen and b"\x1b]" not in seen


def test_a_pipe_gets_all(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/json", json=[CONTAINER])
    assert run("ps", "--format", "{{.Names}}").stdout == BAD + "\n"
