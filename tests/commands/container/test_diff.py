from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_diff(run: Runner, fake: FakeEngine) -> None:
    changes = [{"Kind": 0, "Path": "/etc"}, {"Kind": 1, "Path": "/etc/new"}, {"Kind": 2, "Path": "/etc/old"}]
    fake.on("GET", "/containers/c1/changes", json=changes)
    assert run("diff", "c1") == (0, "C /etc\nA /etc/new\nD /etc/old\n", "")


def test_no_changes_and_no_name(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/c1/changes", json=None)
    assert run("diff", "c1") == (0, "", "")
    assert run("diff", "").stderr == "Container name cannot be empty\n"
