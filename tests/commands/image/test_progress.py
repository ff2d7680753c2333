"""The progress of image commands in CI and as JSON."""

from __future__ import annotations

import json

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

_STATES = ("Waiting", "Waiting", "Downloading", "Downloading", "Done")
_LAYER = {"id": "layer", "progressDetail": {}}
_STREAM = [json.dumps({"status": state, **_LAYER}).encode() + b"\n" for state in _STATES]
_COMMANDS = pytest.mark.parametrize(
    ("path", "argv"),
    [
        ("/images/create", ("pull", "x:1")),
        ("/images/localhost:5000/x/push", ("push", "localhost:5000/x:1")),
        ("/images/load", ("load",)),
        ("/images/create", ("import", "-")),
    ],
)


@_COMMANDS
def test_ci_shows_each_state_once(run: Runner, fake: FakeEngine, path: str, argv: tuple[str, ...]) -> None:
    fake.on("POST", path, chunks=_STREAM, headers={"Content-Type": "application/json"})
    shown = run(*argv, stdin=b"tar", environ={"CI": "true"}).stdout.splitlines()
    assert [line for line in shown if "layer" in line] == ["layer: Waiting", "layer: Downloading", "layer: Done"]


@_COMMANDS
def test_json_is_an_object_a_line(run: Runner, fake: FakeEngine, path: str, argv: tuple[str, ...]) -> None:
    fake.on("POST", path, chunks=_STREAM, headers={"Content-Type": "application/json"})
    result = run("--progress", "json", *argv, stdin=b"tar")
    assert "layer" not in result.stdout
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert [(line["id"], line["status"]) for line in lines] == [("layer", state) for state in _STATES]
