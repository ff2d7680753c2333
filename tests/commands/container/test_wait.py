"""``pydock container wait`` and its conditions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.commands.container._conditions import parse_condition
from tests.commands.container.attached import frame
from tests.support.command import Runner
from tests.support.engine import STALL, Answer, FakeEngine


def test_in_turn(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/a/wait", json={"StatusCode": 3})
    fake.on("POST", "/containers/b/wait", status=404, json={"message": "No such container: b"})
    assert run("wait", "b", "a") == (1, "3\n", "Error response from daemon: No such container: b\n")


@pytest.mark.parametrize("text", ["exited", "running", "healthy", "removed", "port=80", "log=a=b"])
def test_conditions(text: str) -> None:
    assert str(parse_condition(text)) == text


@pytest.mark.parametrize("text", ["", "bogus", "exited=1", "port=", "port=0", "port=x", "log=", "log=("])
def test_bad_conditions(text: str) -> None:
    with pytest.raises(ValueError):
        parse_condition(text)


def test_exited_and_removed(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/c/wait", json={"StatusCode": 2})
    assert run("wait", "--for", "exited", "c") == (0, "2\n", "")
    assert run("wait", "--for", "removed", "c") == (0, "2\n", "")
    conditions = [request.query["condition"] for request in fake.requests]
    assert conditions == [["not-running"], ["removed"]]


def test_too_late(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/c/wait", chunks=[STALL])
    want = "timed out waiting for c to be exited\n"
    assert run("wait", "--timeout", "50ms", "c") == (124, "", want)


def _state(status: str, *, health: str | None = None) -> Answer:
    state: dict[str, Any] = {"Status": status, "Running": status == "running", "Restarting": False, "ExitCode": 7}
    if health is not None:
        state["Health"] = {"Status": health}
    return Answer(json={"Id": "id", "State": state, "Config": {"Tty": False}})


def _watched(fake: FakeEngine, *states: Answer) -> None:
    fake.on("GET", "/containers/c/json", states[0])
    fake.on("GET", "/containers/id/json", list(states))
    event = json.dumps({"Action": "x"}).encode() + b"\n"
    fake.on("GET", "/events", chunks=[*[event] * (len(states) - 1), STALL])


def test_running(fake: FakeEngine, run: Runner) -> None:
    _watched(fake, _state("created"), _state("running"))
    assert run("wait", "--for", "running", "c") == (0, "c\n", "")


def test_healthy(fake: FakeEngine, run: Runner) -> None:
    _watched(fake, _state("running", health="starting"), _state("running", health="healthy"))
    assert run("wait", "--for", "healthy", "c") == (0, "c\n", "")


def test_never_healthy(fake: FakeEngine, run: Runner) -> None:
    _watched(fake, _state("running", health="starting"), _state("exited", health="unhealthy"))
    want = "container c exited with 7 before it was healthy\n"
    assert run("wait", "--for", "healthy", "c") == (1, "", want)


def test_no_check(fake: FakeEngine, run: Runner) -> None:
    _watched(fake, _state("running"))
    assert run("wait", "--for", "healthy", "c") == (1, "", "container c has no health check\n")


def test_log(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", _state("running"))
    fake.on("GET", "/containers/id/logs", chunks=[frame(2, b"server re"), frame(2, b"ady\n"), STALL])
    assert run("wait", "--for", "log=^server ready$", "c") == (0, "c\n", "")


def test_log_without_the_line(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", _state("running"))
    fake.on("GET", "/containers/id/logs", chunks=[frame(1, b"no\n")])
    assert run("wait", "--for", "log=yes", "c") == (1, "", "the log of c ended before a line matched\n")
