"""``run --result-file``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pydock.cli.app import App
from pydock.commands.container._result import Recorder
from pydock.errors import PydockError
from tests.support.engine import FakeEngine

FOUND = {"Config": {"Image": "app"}, "Image": "sha256:1", "Created": "2024-01-01T00:00:00Z"}
SECOND = 1_000_000_000


def event(action: str, at: int = 0, **attributes: str) -> bytes:
    return json.dumps({"Action": action, "timeNano": at, "Actor": {"Attributes": attributes}}).encode() + b"\n"


def recorder(app: App, fake: FakeEngine, *events: bytes) -> Recorder:
    fake.on("GET", "/containers/c1/json", json=FOUND)
    fake.on("GET", "/events", chunks=list(events))
    made = Recorder(app, "result.json")
    made.created("c1")
    return made


def written(app: App) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(app.cwd) / "result.json").read_text())
    return found


def test_the_containers_story(app: App, fake: FakeEngine) -> None:
    stop = event("die", 5 * SECOND, exitCode="3")
    recorder(app, fake, event("start", SECOND), event("die", 5 * SECOND, exitCode="3"), stop).ended(3)
    assert written(app) == {
        "Container": "c1", "Image": "app", "ImageDigest": "sha256:1", "ExitCode": 3, "EndedBy": "process",
        "Signal": None, "Error": None, "CreatedAt": "2024-01-01T00:00:00Z",
        "StartedAt": "1970-01-01T00:00:01.000000000Z", "FinishedAt": "1970-01-01T00:00:05.000000000Z",
    }  # fmt: skip
    assert fake.requests[-1].query["filters"] == ['{"container":{"c1":true},"type":{"container":true}}']
    assert [path.name for path in Path(app.cwd).iterdir()] == ["result.json"]


@pytest.mark.parametrize(
    ("events", "by", "signal", "code"),
    [
        ((event("oom"), event("die", exitCode="137")), "oom", None, 137),
        ((event("kill", signal="9"), event("die", exitCode="137")), "signal", "SIGKILL", 137),
        ((event("kill", signal="SIGX"), event("die")), "signal", "SIGX", 1),
        ((), "process", None, 1),
    ],
)
def test_who_ended_it(
    app: App, fake: FakeEngine, events: tuple[bytes, ...], by: str, signal: str | None, code: int
) -> None:
    recorder(app, fake, *events).ended(1)
    found = written(app)
    assert (found["EndedBy"], found["Signal"], found["ExitCode"]) == (by, signal, code)


def test_the_user_left_before_it_ended(app: App, fake: FakeEngine) -> None:
    made = recorder(app, fake, event("start", SECOND))
    made.detached = True
    made.ended(0)
    assert (written(app)["EndedBy"], written(app)["ExitCode"]) == ("client", None)


@pytest.mark.parametrize(
    ("error", "started", "by", "text"),
    [
        (PydockError("docker: no such image\n\nRun 'docker run --help'"), False, "start failure", "no such image"),
        (PydockError("the connection broke"), True, "engine", "the connection broke"),
        (KeyboardInterrupt(), True, "client", "KeyboardInterrupt"),
    ],
)
def test_what_broke_it_off(app: App, error: BaseException, started: bool, by: str, text: str) -> None:
    made = Recorder(app, "result.json")
    made.started = started
    made.failed(error)
    assert (written(app)["EndedBy"], written(app)["Error"], written(app)["ExitCode"]) == (by, text, None)


def test_a_place_that_cannot_be_written(app: App) -> None:
    with pytest.raises(PydockError, match=r"^cannot write the result file: No such file or directory: .*/nosuch/r$"):
        Recorder(app, "nosuch/r").ended(0)
