"""``network ls``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_names_in_order(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks", json=[{"Id": "b", "Name": "n10"}, {"Id": "a", "Name": "n9"}])
    assert run("network", "ls", "-q", "-f", "driver=bridge").stdout == "a\nb\n"
    assert fake.requests[-1].query == {"filters": ['{"driver":{"bridge":true}}']}
