from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.registry import fake_registry
from tests.support.storage import Storage


@pytest.fixture
def alone(tmp_path: Path) -> Runner:
    """A command line with a home of its own and no engine."""
    home, cwd = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    cwd.mkdir()
    return Runner(home, cwd, {})


@pytest.fixture
def storage() -> Iterator[Storage]:
    """What a registry on loopback holds."""
    with fake_registry() as server:
        yield Storage(server)


@pytest.fixture
def host(storage: Storage) -> str:
    """Where that registry answers."""
    return storage.server.host
