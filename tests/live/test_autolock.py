"""A manager that comes back locked, on an engine of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.conftest import without
from tests.support.cluster import until
from tests.support.live import LiveEngine, Unavailable, available


@pytest.fixture
def engine() -> Iterator[LiveEngine]:
    try:
        paths = [path for kind, path in available() if kind == "dockerd"]
        made = LiveEngine("dockerd", paths[0])
    except Unavailable as reason:
        without(reason)
    yield made
    made.stop()


def test_a_locked_manager_wants_its_key(engine: LiveEngine) -> None:
    stdout = engine.ok("swarm", "init", "--advertise-addr", "127.0.0.1", "--autolock")
    key = engine.ok("swarm", "unlock-key", "-q").strip()
    assert f"    {key}\n" in stdout
    assert engine.pydock("swarm", "unlock").stderr == "Error: swarm is not locked\n"
    engine.restart()
    assert engine.ok("info", "-f", "{{.Swarm.LocalNodeState}}") == "locked\n"
    assert "Swarm is encrypted and needs to be unlocked" in engine.pydock("node", "ls").stderr
    result = engine.pydock("swarm", "unlock", stdin=b"SWMKEY-1-wrong\n")
    assert result.exit_code == 1
    assert engine.pydock("swarm", "unlock", stdin=key.encode() + b"\n").exit_code == 0
    until("the manager to lead again", lambda: engine.pydock("node", "ls", "-q").exit_code == 0)
    rotated = engine.ok("swarm", "unlock-key", "-q", "--rotate").strip()
    assert rotated != key
    engine.ok("swarm", "update", "--autolock=false")
    assert engine.pydock("swarm", "unlock-key").stderr == "no unlock key is set\n"
