"""Typed calls on a swarm's tasks."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.tasks import Tasks
from pydock.errors import NotFoundError
from tests.support.engine import FakeEngine


def test_lists(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/tasks", json=None)
    tasks = Tasks(connection)
    assert tasks.list() == tasks.list({"service": ["s"], "_up-to-date": ["true"]}) == []
    wanted = '{"_up-to-date":{"true":true},"service":{"s":true}}'
    assert [request.query for request in fake.requests] == [{}, {"filters": [wanted]}]


def test_one(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/tasks/1", json={"ID": "1"})
    fake.on("GET", "/tasks/2", status=404, json={"message": "task 2 not found"})
    assert Tasks(connection).inspect("1") == {"ID": "1"}
    with pytest.raises(NotFoundError, match="task 2 not found"):
        Tasks(connection).inspect("2")
