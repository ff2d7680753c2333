"""The progress of the classic builder in CI, as JSON and for nobody."""

from __future__ import annotations

import json

import pytest

from tests.support.command import Result, Runner
from tests.support.engine import FakeEngine

LAYER = {"id": "layer", "progressDetail": {}}
MESSAGES = [
    {"stream": "Step 1/2 : FROM x"},
    {"stream": "\n"},
    {"status": "Waiting", **LAYER},
    {"status": "Waiting", **LAYER},
    {"status": "Downloading", "id": "layer", "progressDetail": {"current": 1, "total": 2}},
    {"status": "Pull complete", **LAYER},
    {"status": "Pull complete", **LAYER},
    {"stream": "ok\n"},
    {"stream": "ok\n"},
    {"aux": {"ID": "sha256:1"}},
    {"stream": "Successfully built 1\n"},
]


def _build(run: Runner, fake: FakeEngine, *argv: str, **environ: str) -> Result:
    (run.cwd / "Dockerfile").write_text("FROM x\nRUN echo ok; echo ok\n")
    fake.on("POST", "/build", chunks=MESSAGES)
    done = run(*argv, environ={"DOCKER_BUILDKIT": "0", **environ})
    assert done.exit_code == 0, done
    return done


def test_ci_shows_each_state_once_and_all_that_steps_say(run: Runner, fake: FakeEngine) -> None:
    done = _build(run, fake, "build", ".", CI="true")
    sending, rest = done.stdout.split("\r\r\n")
    assert sending.startswith("Sending build context to Docker daemon ")
    assert rest == "Step 1/2 : FROM x\nlayer: Waiting\nlayer: Pull complete\nok\nok\nSuccessfully built 1\n"


def test_elsewhere_a_pipe_gets_dockers_lines(run: Runner, fake: FakeEngine) -> None:
    assert _build(run, fake, "build", ".").stdout.count("layer: Waiting\n") == 2


def test_json_is_an_object_a_line(run: Runner, fake: FakeEngine) -> None:
    done = _build(run, fake, "--progress", "json", "build", "--iidfile", "id", ".")
    assert done.stdout == ""
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert events[0]["status"].startswith("Sending build context to Docker daemon")
    layers = [(event["status"], event["state"], event.get("current")) for event in events if event["id"] == "layer"]
    assert layers[1:4] == [("Waiting", "waiting", None), ("Downloading", "working", 1), ("Pull complete", "done", None)]
    assert events[-1]["status"] == "Successfully built 1"
    assert (run.cwd / "id").read_text() == "sha256:1"


@pytest.mark.parametrize("argv", [("--progress", "quiet", "build", "."), ("--progress", "json", "build", "-q", ".")])
def test_quiet(run: Runner, fake: FakeEngine, argv: tuple[str, ...]) -> None:
    done = _build(run, fake, *argv)
    assert "layer" not in done.stderr
    assert ("layer" in done.stdout) == ("-q" in argv)  # with -q the engine is asked to say the id alone


def test_a_failed_step(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "Dockerfile").write_text("FROM x\n")
    fake.on("POST", "/build", chunks=[{"stream": "Step 1/1 : FROM x\n"}, {"errorDetail": {"code": 3, "message": "no"}}])
    done = run("--progress", "json", "build", ".", environ={"DOCKER_BUILDKIT": "0"})
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (3, "no")
