"""``image inspect``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_types_and_platform(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/a/json", json={"Id": "i", "Config": {"Cmd": ["sh"]}})
    assert run("image", "inspect", "--platform", "linux", "-f", "{{.ID}} {{.Config.Cmd}}", "a").stdout == "i [sh]\n"
    assert "platform" in fake.requests[-1].query
