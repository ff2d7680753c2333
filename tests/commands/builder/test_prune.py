from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_prune(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/build/prune", json={"CachesDeleted": ["b1"], "SpaceReclaimed": 1000})
    result = run("builder", "prune", "-af", "--keep-storage", "1gb", "--filter", "until=1h")
    assert result.stdout == "Deleted build cache objects:\nb1\n\nTotal reclaimed space: 1kB\n"
    query = fake.requests[0].query
    assert (query["all"], query["keep-storage"]) == (["1"], ["1073741824"])
    assert json.loads(query["filters"][0]) == {"until": {"1h": True}}
    assert run("builder", "prune").stdout.startswith("WARNING! This will remove all dangling build cache.")


def test_dry_run(run: Runner, fake: FakeEngine) -> None:
    cache = [{"ID": "b1", "Size": 5, "Shared": True}, {"ID": "b2", "Size": 7}]
    fake.on("GET", "/system/df", json={"BuildCache": cache})
    assert "free 7B." in run("builder", "prune", "--dry-run", "-f").stdout
    assert "free 12B." in run("builder", "prune", "--dry-run", "-af").stdout
