"""Inspecting objects of any kind."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_order_and_faults(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/a", json={"Name": "a"})
    fake.on("GET", "/networks/b", status=404, json={"message": "network b not found"})
    fake.on("GET", "/networks/c", json={"Name": "c"})
    result = run("network", "inspect", "-f", "{{.Name}}", "a", "b", "c", "")
    assert result.stdout == "a\nc\n"
    assert result.stderr == (
        "Error response from daemon: network b not found\ninvalid network name or ID: value is empty\n"
    )
