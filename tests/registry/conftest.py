from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.registry import FakeRegistry, fake_registry


@pytest.fixture
def server() -> Iterator[FakeRegistry]:
    with fake_registry() as registry:
        yield registry


@pytest.fixture
def other() -> Iterator[FakeRegistry]:
    with fake_registry() as registry:
        yield registry
