"""``image history``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_platform_and_cells(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/a/history", json=[{"Id": "<missing>", "Created": 0, "CreatedBy": "RUN x", "Size": 5}])
    result = run("history", "--platform", "linux/arm64", "--format", "{{.ID}}|{{.CreatedBy}}|{{.Size}}", "a")
    assert result.stdout == "<missing>|RUN x|5B\n"
    assert fake.requests[-1].query == {"platform": ['{"architecture":"arm64","os":"linux"}']}


def test_a_bad_platform(run: Runner) -> None:
    assert run("history", "--platform", "a/b/c/d", "x").stderr.startswith('invalid platform: "a/b/c/d"')
