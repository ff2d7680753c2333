"""Waiting until a project is up."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from pydock.compose.observe import Container
from pydock.compose.waiting import log_tail, wait_ready
from pydock.engine.api import Engine
from pydock.errors import PydockError
from tests.compose.making import Shown, container
from tests.compose.model.making import project
from tests.support.engine import Answer, FakeEngine


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second passes with each look."""
    now = [100.0]

    def sleep(_seconds: float) -> None:
        now[0] += 1

    monkeypatch.setattr("pydock.compose.waiting.time.sleep", sleep)
    monkeypatch.setattr("pydock.compose.waiting.time.monotonic", lambda: now[0])


def wait(engine: Engine, shown: Shown, *containers: Container, timeout: int = 0) -> None:
    text = "".join(f"  {item.service}: {{image: i}}\n" for item in containers)
    live = {item.service: [item] for item in containers}
    wait_ready(engine, project(f"services:\n{text}"), live, shown.report, timeout=timeout)


def state(status: str, health: str = "", **more: Any) -> dict[str, Any]:
    return {"State": {"Status": status, **({"Health": {"Status": health}} if health else {}), **more}}


def test_each_in_its_own_way(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    fake.on("GET", "/containers/once-1/json", json=state("exited", ExitCode=0))
    fake.on("GET", "/containers/plain-1/json", [Answer(200, state("created")), Answer(200, state("running"))])
    looks = [state("running", "starting"), state("running", "starting"), state("running", "healthy")]
    fake.on("GET", "/containers/web-1/json", [Answer(200, look) for look in looks])
    wait(engine, shown, container("once"), container("plain"), container("web"))
    assert shown.lines[3:] == [
        "Container p-once-1  Exited", "Container p-plain-1  Healthy", "Container p-web-1  Healthy",
    ]  # fmt: skip
    assert len(fake.of("GET", "/containers/once-1/json")) == 1


def frame(data: bytes) -> bytes:
    return struct.pack(">BxxxL", 2, len(data)) + data


@pytest.mark.parametrize(
    ("look", "message"),
    [
        (state("exited", ExitCode=3), "container p-web-1 exited (3)"),
        (state("dead", ExitCode=1), "container p-web-1 exited (1)"),
        (state("running", "unhealthy"), "container p-web-1 is unhealthy"),
    ],
)
def test_a_failure_comes_with_its_evidence(
    engine: Engine, fake: FakeEngine, shown: Shown, look: dict[str, Any], message: str
) -> None:
    if "Health" in look["State"]:
        look["State"]["Health"]["Log"] = [{"ExitCode": 0, "Output": "x"}, {"ExitCode": 7, "Output": " refused\n"}]
    fake.on("GET", "/containers/web-1/json", json=look)
    fake.on("GET", "/containers/web-1/logs", chunks=[frame(b"one\n"), frame(b"two\n")])
    with pytest.raises(PydockError) as caught:
        wait(engine, shown, container("web"))
    assert caught.value.message == message
    check = "last health check (exit 7): refused\n" if "Health" in look["State"] else ""
    assert caught.value.hint == f"{check}last lines of p-web-1:\n  one\n  two"
    assert fake.requests[-1].query["tail"] == ["10"]
    assert shown.lines[-1] == "Container p-web-1  Error"


def test_the_time_is_over(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    fake.on("GET", "/containers/a-1/json", json=state("running", "starting"))
    fake.on("GET", "/containers/b-1/json", json=state("created"))
    fake.on("GET", "/containers/a-1/logs", status=409, json={"message": "cannot read logs"})
    with pytest.raises(PydockError, match=r"^application not healthy after 2s$") as caught:
        wait(engine, shown, container("a"), container("b"), timeout=2)
    assert caught.value.hint == "not ready: p-a-1, p-b-1"


def test_the_tail_of_a_terminals_log(engine: Engine, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/a-1/logs", body=b"one\r\n\xff\r\n")
    assert log_tail(engine, container("a"), tty=True) == ["last lines of p-a-1:", "  one", "  \ufffd"]
    fake.on("GET", "/containers/a-1/logs", body=b"")
    assert log_tail(engine, container("a"), tty=True) == []
