"""Compose's workers on the fake engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pydock.engine.api import Engine
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from tests.compose.making import Shown
from tests.support.engine import FakeEngine


@pytest.fixture
def engine(fake: FakeEngine) -> Iterator[Engine]:
    connection = Connection(Endpoint("fake", fake.host))
    yield Engine(connection)
    connection.close()


@pytest.fixture
def shown() -> Shown:
    return Shown()
