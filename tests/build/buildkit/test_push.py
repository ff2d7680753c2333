"""Pushing what the engine's exporter could not."""

from __future__ import annotations

import itertools
import json
from contextlib import closing

import pytest

from pydock.build.buildkit.push import push
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import PydockError
from pydock.render.progress.buildkit_events import Batch, Status
from tests.support.engine import FakeEngine


class _Display:
    tick_seconds = 1.0

    def __init__(self) -> None:
        self.statuses: list[Status] = []
        self.ends: list[str] = []

    def update(self, batch: Batch) -> None:
        self.statuses += batch.statuses
        self.ends += [vertex.error for vertex in batch.vertexes if vertex.completed is not None]

    def tick(self) -> None:
        """Nothing moves."""


def _push(fake: FakeEngine, display: _Display, *answers: dict[str, object]) -> str:
    fake.on("POST", "/images/host:5000/app/push", body=b"".join(json.dumps(a).encode() + b"\r\n" for a in answers))
    fake.may("GET", "/_ping")
    ticks = itertools.count(10.0)
    with closing(Connection(Endpoint("fake", fake.host))) as connection:
        return push(connection, "host:5000/app:1", "secret", display, lambda: next(ticks))


def test_layers_and_the_digest(fake: FakeEngine) -> None:
    display = _Display()
    digest = _push(
        fake,
        display,
        {"status": "Preparing", "id": "abc"},
        {"status": "Pushing", "id": "abc", "progressDetail": {"current": 7, "total": 5}},
        {"status": "Pushed", "id": "abc"},
        {"aux": {"Digest": "sha256:1"}},
    )
    assert digest == "sha256:1" and display.ends == [""]
    moving, done = display.statuses
    assert (moving.name, moving.current, moving.total) == ("pushing layer abc", 5, 5), "never more than all"
    assert moving.completed is None and done.completed is not None and done.started == moving.started
    (request,) = fake.of("POST", "/images/host:5000/app/push")
    assert request.query == {"tag": ["1"]}
    assert {key.lower(): value for key, value in request.headers.items()}["x-registry-auth"] == "secret"


def test_a_refusal_is_the_steps(fake: FakeEngine) -> None:
    display = _Display()
    with pytest.raises(PydockError, match="denied"):
        _push(fake, display, {"errorDetail": {"message": "denied"}, "error": "denied"})
    assert display.ends == ["denied"]
