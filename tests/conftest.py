"""Fixtures for every test: the fake engine, and command lines run against it."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def pytest_configure() -> None:
    """Under nohup and in the background signals are ignored, which children would inherit; a handler they do not."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.fixture
def fake() -> Iterator[FakeEngine]:
    """A fake engine. The test fails on routes it did not use and on requests it gave none for."""
    with tempfile.TemporaryDirectory(prefix="pydock-") as folder:
        engine = FakeEngine(f"{folder}/engine.sock")
        try:
            yield engine
            engine.check()
        finally:
            engine.close()


@pytest.fixture
def run(fake: FakeEngine, tmp_path: Path) -> Runner:
    """Run a command line against ``fake`` in a home and a working folder of the test's own."""
    home, cwd = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    cwd.mkdir()
    return Runner(home, cwd, {"DOCKER_HOST": fake.host})
