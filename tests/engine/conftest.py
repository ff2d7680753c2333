"""Connections to the fake engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from tests.support.engine import FakeEngine


class Connect:
    """Makes connections that the end of the test closes."""

    def __init__(self) -> None:
        self.made: list[Connection] = []

    def __call__(self, fake: FakeEngine | str, environ: Mapping[str, str] | None = None, **more: Any) -> Connection:
        host = fake if isinstance(fake, str) else fake.host
        self.made.append(Connection(Endpoint("default", host), environ=environ, **more))
        return self.made[-1]


@pytest.fixture
def connect() -> Iterator[Connect]:
    factory = Connect()
    yield factory
    for made in factory.made:
        made.close()


@pytest.fixture
def connection(fake: FakeEngine, connect: Connect) -> Connection:
    return connect(fake)
