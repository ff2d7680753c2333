"""``volume inspect``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_only_what_the_types_hold(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/volumes/v", json={"Name": "v", "Extra": 1})
    assert run("volume", "inspect", "--format", "json", "v").stdout == (
        '[{"Driver":"","Labels":null,"Mountpoint":"","Name":"v","Options":null,"Scope":""}]\n'
    )
