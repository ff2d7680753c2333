from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_prune(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/volumes/prune", json={"VolumesDeleted": ["v1"], "SpaceReclaimed": 1500})
    assert run("volume", "prune", "-af").stdout == "Deleted Volumes:\nv1\n\nTotal reclaimed space: 1.5kB\n"
    assert json.loads(fake.requests[0].query["filters"][0]) == {"all": {"true": True}}
    assert run("volume", "prune", "-a", "--filter", "all=1").exit_code == 1


def test_old_engines_know_no_anonymous_volumes(run: Runner, fake: FakeEngine) -> None:
    assert "anonymous" in run("volume", "prune").stdout
    fake.ping = {**fake.ping, "Api-Version": "1.41"}
    assert "remove all local volumes" in run("volume", "prune").stdout


def test_dry_run(run: Runner, fake: FakeEngine) -> None:
    def volume(name: str, refs: int, **labels: str) -> dict[str, object]:
        usage = {"RefCount": refs, "Size": 1000}
        return {
            "Name": name,
            "Driver": "local",
            "Labels": labels,
            "CreatedAt": "2024-01-01T00:00:00Z",
            "UsageData": usage,
        }

    anonymous = {"com.docker.volume.anonymous": ""}
    volumes = [volume("named", 0), volume("anon", 0, **anonymous), volume("used", 1, **anonymous)]
    fake.on("GET", "/system/df", json={"Volumes": volumes})
    stdout = run("volume", "prune", "--dry-run", "-f").stdout
    assert "anon" in stdout and "named" not in stdout and "used" not in stdout
    stdout = run("volume", "prune", "--dry-run", "-af").stdout
    assert "Would delete 2 objects and free 2kB." in stdout
