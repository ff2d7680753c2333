from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_disconnect(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/networks/n1/disconnect")
    assert run("network", "disconnect", "-f", "n1", "c1") == (0, "", "")
    assert fake.requests[0].json == {"Container": "c1", "Force": True}
