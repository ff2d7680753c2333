from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_everything(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/containers/prune", json={"ContainersDeleted": ["c1"], "SpaceReclaimed": 1})
    fake.on("POST", "/networks/prune", json={"NetworksDeleted": ["n1"]})
    fake.on("POST", "/volumes/prune", json={"SpaceReclaimed": 2})
    gone = [{"Untagged": "x:1"}, {"Deleted": "sha256:1"}]
    fake.on("POST", "/images/prune", json={"ImagesDeleted": gone, "SpaceReclaimed": 3})
    fake.on("POST", "/build/prune", json={"CachesDeleted": ["b1"], "SpaceReclaimed": 4})
    assert run("system", "prune", "-af", "--volumes").stdout == (
        "Deleted Containers:\nc1\n\nDeleted Networks:\nn1\n\n"
        "Deleted Images:\nuntagged: x:1\ndeleted: sha256:1\n\n"
        "Deleted build cache objects:\nb1\n\nTotal reclaimed space: 10B\n"
    )


def test_the_question(run: Runner) -> None:
    assert run("system", "prune", "--filter", "label=b", "--filter", "label!=a").stdout == (
        "WARNING! This will remove:\n  - all stopped containers\n"
        "  - all networks not used by at least one container\n  - all dangling images\n  - unused build cache\n\n"
        "  Items to be pruned will be filtered with:\n  - label!=a\n  - label=b\n\n"
        "Are you sure you want to continue? [y/N] "
    )


def test_until_and_volumes(run: Runner) -> None:
    assert run("system", "prune", "--volumes", "--filter", "until=1h").stderr == (
        'ERROR: The "until" filter is not supported with "--volumes"\n'
    )


def test_dry_run_asks_once_for_all(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=[{"Id": "c" * 64, "Names": ["/old"], "SizeRw": 10, "Created": 1}])
    fake.on("GET", "/networks", json=[])
    image = {
        "Id": "sha256:" + "d" * 64,
        "RepoTags": None,
        "Size": 500,
        "SharedSize": 200,
        "Containers": 0,
        "Created": 1,
    }
    cache = {"ID": "b1", "InUse": False, "Shared": False, "Size": 7, "Description": "step"}
    fake.on("GET", "/system/df", json={"Images": [image], "BuildCache": [cache, {**cache, "ID": "b2", "InUse": True}]})
    fake.on("DELETE", f"/containers/{'c' * 64}", status=409, json={"message": "it runs now"})
    fake.on("DELETE", f"/images/{image['Id']}", json=[])
    fake.on("POST", "/build/prune", json={})
    result = run("system", "prune", "--dry-run", stdin=b"y\n")
    assert "Would delete 3 objects and free 317B." in result.stdout
    assert result.stdout.endswith("Total reclaimed space: 307B\n")
    assert result.stderr == "Kept container old: it runs now\n"
