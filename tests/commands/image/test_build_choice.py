"""Which builder ``build`` takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


@pytest.fixture
def old(tmp_path: Path) -> Iterator[FakeEngine]:
    """An engine that does not tell whether it has BuildKit, and has none."""
    engine = FakeEngine(str(tmp_path / "sock"), ping={"Api-Version": "1.41", "OSType": "linux"})
    try:
        yield engine
    finally:
        engine.close()


def _runner(tmp_path: Path, engine: FakeEngine) -> Runner:
    home, cwd = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    cwd.mkdir()
    (cwd / "Dockerfile").write_text("FROM scratch\n")
    return Runner(home, cwd, {"DOCKER_HOST": engine.host})


def test_an_engine_without_buildkit_builds_classically(tmp_path: Path, old: FakeEngine) -> None:
    old.on("POST", "/grpc", status=404, json={"message": "page not found"})
    old.on("POST", "/build", chunks=[b'{"stream":"done\\n"}\n'])
    got = _runner(tmp_path, old)("build", ".")
    assert got.exit_code == 0, got
    assert "the engine has no BuildKit" in got.stderr and "done" in got.stdout
    assert [request.path for request in old.requests] == ["/grpc", "/build"]


def test_the_classic_builder_has_its_own_flags(tmp_path: Path, old: FakeEngine) -> None:
    run = _runner(tmp_path, old)
    got = run("build", "--secret", "id=x", ".", environ={"DOCKER_BUILDKIT": "0"})
    assert got.exit_code == 125
    assert got.stderr.startswith("DEPRECATED: The legacy builder is deprecated")
    assert "\nunknown flag: --secret\n\nUsage:  docker build [OPTIONS] PATH | URL | -\n" in got.stderr
    wrong = run("build", ".", environ={"DOCKER_BUILDKIT": "maybe"})
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("DOCKER_BUILDKIT environment variable expects boolean value")
    assert old.requests == []
