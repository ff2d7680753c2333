"""An App on the fake engine, for what commands on containers are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.cli.app import App
from pydock.terminal.streams import Input, Output, Streams
from tests.support.engine import FakeEngine


@pytest.fixture
def app(fake: FakeEngine, tmp_path: Path) -> Iterator[App]:
    """Its streams are closed: nothing is to be read or written."""
    streams = Streams(Input(-1, is_terminal=False), Output(-1, is_terminal=False), Output(-1, is_terminal=False))
    made = App(streams, {"HOME": str(tmp_path), "DOCKER_HOST": fake.host}, str(tmp_path), lambda: 0.0, "docker")
    yield made
    made.close()
