"""``plugin ls``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_cells(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins", json=[{"Id": "1" * 64, "Name": "p", "Enabled": True}])
    assert run("plugin", "ls", "--format", "{{.ID}} {{.Name}} {{.Enabled}}").stdout == "111111111111 p true\n"
