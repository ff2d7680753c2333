from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_prune(run: Runner, fake: FakeEngine) -> None:
    fake.on(
        "POST", "/images/prune", json={"ImagesDeleted": [{"Untagged": "x:1"}, {"Deleted": "i"}], "SpaceReclaimed": 2000}
    )
    assert (
        run("image", "prune", "-af").stdout
        == "Deleted Images:\nuntagged: x:1\ndeleted: i\n\nTotal reclaimed space: 2kB\n"
    )
    assert json.loads(fake.requests[0].query["filters"][0]) == {"dangling": {"false": True}}
    run("image", "prune", "-f", "--filter", "dangling=0")
    assert json.loads(fake.requests[1].query["filters"][0]) == {"dangling": {"0": True, "true": True}}


def test_dry_run_deletes_by_name(run: Runner, fake: FakeEngine) -> None:
    tagged = {
        "Id": "sha256:" + "1" * 64,
        "RepoTags": ["x:1", "x:2"],
        "Size": 9,
        "SharedSize": 4,
        "Containers": 0,
        "Created": 1,
    }
    used = {**tagged, "Id": "sha256:" + "2" * 64, "RepoTags": ["y:1"], "Containers": 1}
    fake.on("GET", "/system/df", json={"Images": [tagged, used]})
    fake.on("DELETE", "/images/x:1", json=[])
    fake.on("DELETE", "/images/x:2", json=[])
    assert run("image", "prune", "--dry-run").stdout == "Nothing would be deleted.\n"
    result = run("image", "prune", "-a", "--dry-run", stdin=b"y\n")
    assert "Would delete 1 object and free 5B." in result.stdout
    assert "y:1" not in result.stdout
