"""``plugin inspect``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_types(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/plugins/p/json", json={"Id": "i", "Name": "p", "Config": {"Linux": {}}})
    assert run("plugin", "inspect", "-f", "{{.ID}} {{.Config.Linux}}", "p").stdout == "i {false [] []}\n"
