"""``network inspect``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_verbose(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/n", json={"Name": "n"})
    assert run("network", "inspect", "-v", "--format", "json", "n").stdout == '[{"Name":"n"}]\n'
    assert fake.requests[-1].query == {"verbose": ["true"]}
