"""``container inspect``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_found_and_missing(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/a/json", body=b'{"Id":"x", "N":1.0}', headers={"Content-Type": "application/json"})
    fake.on("GET", "/containers/b/json", status=404, json={"message": "No such container: b"})
    result = run("container", "inspect", "-s", "a", "b")
    assert result.stdout == '[\n    {\n        "Id": "x",\n        "N": 1.0\n    }\n]\n'
    assert (result.exit_code, result.stderr) == (1, "Error response from daemon: No such container: b\n")
    assert fake.requests[-2].query == {"size": ["1"]}


def test_an_empty_name(run: Runner) -> None:
    assert run("container", "inspect", "").stderr == "invalid container name or ID: value is empty\n"
