"""The progress of compose in CI and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine, Request

LAYER = {"id": "layer", "progressDetail": {}}
PULL = [
    {"status": "Pulling from one", "id": "latest"},
    {"status": "Waiting", **LAYER},
    {"status": "Downloading", "id": "layer", "progressDetail": {"current": 1, "total": 2}},
    {"status": "Downloading", "id": "layer", "progressDetail": {"current": 2, "total": 2}},
    {"status": "Pull complete", **LAYER},
    {"status": "Pull complete", **LAYER},
]
STATES = [("Waiting", "waiting"), ("Downloading", "working"), ("Pull complete", "done")]
CREATED = [("Creating", "working"), ("Created", "done"), ("Starting", "working"), ("Started", "done")]


def _engine(run: Runner, fake: FakeEngine) -> None:
    """An engine without the image ``one``, until it is pulled."""
    (run.cwd / "compose.yaml").write_text("name: shop\nservices: {a: {image: one, network_mode: none}}\n")

    def image(_: Request) -> Answer:
        pulled = bool(fake.of("POST", "/images/create"))
        return Answer(json={"Id": "sha256:1", "Config": {}}) if pulled else Answer(404, {"message": "No such image"})

    fake.may("GET", "/images/one/json", image)
    fake.may("GET", "/images/sha256:1/json", image)
    fake.on("POST", "/images/create", chunks=PULL)
    fake.may("GET", "/containers/json", json=[])
    fake.may("GET", "/networks", json=[])
    fake.may("GET", "/volumes", json={"Volumes": []})
    fake.may("GET", "/info", json={})
    fake.may("POST", "/containers/create", status=201, json={"Id": "c1"})
    fake.may("POST", "/containers/c1/start", status=204)
    fake.may("GET", "/containers/c1/json", json={"Id": "c1", "Name": "/shop-a-1", "State": {"Status": "created"}})


def _events(text: str) -> list[dict[str, Any]]:
    events = [json.loads(line) for line in text.splitlines()]
    assert all({"time", "id", "status", "state"} <= event.keys() for event in events)
    return events


def _states(events: list[dict[str, Any]], name: str) -> list[tuple[str, str]]:
    return [(event["status"], event["state"]) for event in events if event["id"] == name]


@pytest.mark.parametrize("argv", [("up", "-d"), ("pull",), ("create",)])
def test_ci_shows_each_state_once(run: Runner, fake: FakeEngine, argv: tuple[str, ...]) -> None:
    _engine(run, fake)
    done = run("compose", *argv, environ={"CI": "true"})
    assert done.exit_code == 0, done
    lines = done.stderr.splitlines()
    assert [line for line in lines if "layer" in line] == [f" layer {status} " for status, _ in STATES]
    assert Counter(lines).most_common(1)[0][1] == 1
    assert (" Container shop-a-1  Started" in lines) == (argv[0] == "up")


@pytest.mark.parametrize("place", ["global", "group"])
@pytest.mark.parametrize("argv", [("up", "-d"), ("pull",)])
def test_json_is_an_object_a_line(run: Runner, fake: FakeEngine, argv: tuple[str, ...], place: str) -> None:
    _engine(run, fake)
    flags = ["--progress", "json"]
    words = [*flags, "compose", *argv] if place == "global" else ["compose", *flags, *argv]
    done = run(*words)
    assert (done.exit_code, done.stdout) == (0, ""), done
    events = _events(done.stderr)
    layers = [event for event in events if event["id"] == "layer"]
    assert [event["current"] for event in layers if "current" in event] == [1, 2]
    assert {event["group"] for event in layers} == {"a"}
    assert list(dict.fromkeys(_states(events, "layer"))) == STATES
    assert _states(events, "a") == [("Pulling", "working"), ("Pulled", "done")]
    assert _states(events, "Container shop-a-1") == (CREATED if argv[0] == "up" else [])


def test_builds_by_the_classic_builder(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text("name: shop\nservices: {a: {build: .}}\n")
    (run.cwd / "Dockerfile").write_text("FROM x\n")
    built = [{"stream": "Step 1/1 : FROM x\n"}, {"status": "Waiting", **LAYER}, {"status": "Waiting", **LAYER}]
    fake.on("POST", "/build", chunks=[*built, {"aux": {"ID": "sha256:1"}}])
    classic = {"DOCKER_BUILDKIT": "0"}
    shown = run("compose", "build", environ={"CI": "1", **classic})
    assert shown.stdout.count("layer: Waiting\n") == 1
    told = run("--progress", "json", "compose", "build", environ=classic)
    assert told.stdout == ""
    events = _events(told.stderr)
    assert [event["status"] for event in events][1:] == ["Step 1/1 : FROM x", "Waiting", "Waiting", "Built"]
    assert _states(events, "shop-a") == [("Built", "done")]
