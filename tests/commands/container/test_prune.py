from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_prune(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/containers/prune", json={"ContainersDeleted": ["c1", "c2"], "SpaceReclaimed": 0})
    assert run("container", "prune", "-f").stdout == "Deleted Containers:\nc1\nc2\n\nTotal reclaimed space: 0B\n"
    assert run("container", "prune", stdin=b"n\n").stdout == (
        "WARNING! This will remove all stopped containers.\nAre you sure you want to continue? [y/N] "
    )


def test_dry_run_keeps_to_the_filters(run: Runner, fake: FakeEngine) -> None:
    def container(name: str, created: int) -> dict[str, object]:
        return {"Id": name * 64, "Names": [f"/{name}"], "SizeRw": 5, "Created": created, "Labels": {}}

    fake.on("GET", "/containers/json", json=[container("a", 1000), container("b", 9000)])
    fake.on("DELETE", f"/containers/{'a' * 64}", status=204)
    run.clock = lambda: 10000.0
    result = run("container", "prune", "--dry-run", "--filter", "until=1h", stdin=b"y\n")
    assert result.stdout.endswith(f"{'a' * 64}\nTotal reclaimed space: 5B\n")
    assert json.loads(fake.requests[0].query["filters"][0])["status"] == {"created": True, "dead": True, "exited": True}
    assert run("container", "prune", "--dry-run", "--filter", "until=x").stderr == (
        'failed to parse value as time or duration: "x"\n'
    )
