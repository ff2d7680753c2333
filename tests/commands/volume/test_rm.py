from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_rm(run: Runner, fake: FakeEngine) -> None:
    fake.on("DELETE", "/volumes/v1", status=204)
    fake.on("DELETE", "/volumes/v2", status=409, json={"message": "volume is in use"})
    assert run("volume", "rm", "-f", "v2", "v1") == (1, "v1\n", "Error response from daemon: volume is in use\n")
    assert fake.requests[0].query == {"force": ["1"]}
