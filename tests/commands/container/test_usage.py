"""Resource use, collected in the background."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from pydock.cli.app import App, Globals
from pydock.commands.container._usage import Collector
from pydock.errors import ConnectError, EngineError
from tests.support.engine import CUT, GUARD, STALL, FakeEngine


def sample(name: str, pids: int = 3) -> bytes:
    found: dict[str, Any] = {
        "name": f"/{name}",
        "id": name,
        "pids_stats": {"current": pids},
        "memory_stats": {"usage": 5},
    }
    return json.dumps(found).encode() + b"\n"


def join_readers() -> None:
    """Until the streams that end have ended."""
    for thread in threading.enumerate():
        if thread.name.endswith("(_read)"):
            thread.join(GUARD)


def test_the_order_is_that_of_addition(app: App, fake: FakeEngine) -> None:
    for name in ("b", "a"):
        fake.on("GET", f"/containers/{name}/stats", chunks=[sample(name)])
    collector = Collector(app, stream=False)
    for name in ("b", "a", "b"):
        collector.add(name)
    collector.wait_first()
    assert [usage.container for usage in collector.usages()] == ["b", "a"]
    assert len(fake.requests) == 2
    collector.remove("b")
    assert [usage.container for usage in collector.usages()] == ["a"]
    join_readers()


def test_a_container_that_is_gone_is_an_error_but_not_the_engines(app: App, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/a/stats", status=404, json={"message": "No such container: a"})
    collector = Collector(app, stream=False)
    collector.add("a")
    collector.wait_first()
    join_readers()
    (error,) = collector.errors()
    assert isinstance(error, EngineError)
    assert collector.lost() is None


def test_an_engine_that_is_gone(app: App) -> None:
    app.options = Globals(hosts=("unix:///nosuch.sock",))
    collector = Collector(app, stream=True)
    collector.add("a")
    collector.wait_first()
    assert isinstance(collector.lost(), ConnectError)


def test_a_silent_stream_is_waited_for_no_longer_than_is_fit(
    app: App, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pydock.commands.container._usage._SILENCE", 0.05)
    fake.on("GET", "/containers/a/stats", chunks=[STALL])
    collector = Collector(app, stream=True)
    collector.add("a")
    collector.wait_first()
    (usage,) = collector.usages()
    assert usage.container == "a"
    assert collector.errors() == []


def test_a_stream_that_breaks_off(app: App, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/a/stats", chunks=[sample("a"), b'{"na', CUT])
    collector = Collector(app, stream=True)
    collector.add("a")
    collector.wait_first()
    join_readers()
    assert collector.lost() is not None
