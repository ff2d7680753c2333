from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_prune(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/networks/prune", json={"NetworksDeleted": ["n1", "n2"]})
    assert run("network", "prune", "-f", "--filter", "until=24h") == (0, "Deleted Networks:\nn1\nn2\n\n", "")
    assert json.loads(fake.requests[0].query["filters"][0]) == {"until": {"24h": True}}


def test_no_is_the_answer_of_silence(run: Runner) -> None:
    result = run("network", "prune")
    assert result.exit_code == 0
    assert result.stdout.endswith("Are you sure you want to continue? [y/N] ")


def test_filters_of_the_configuration(run: Runner, fake: FakeEngine) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker/config.json").write_text('{"pruneFilters": ["label=keep", "label!=x", "bad"]}')
    fake.on("POST", "/networks/prune", json={})
    run("network", "prune", "-f", "--filter", "label=x")
    assert json.loads(fake.requests[0].query["filters"][0]) == {"label": {"keep": True, "x": True}}


def test_dry_run_deletes_only_what_it_listed(run: Runner, fake: FakeEngine) -> None:
    old = {"Id": "1" * 64, "Name": "old", "Created": "2024-01-01T00:00:00.123456789Z", "Labels": {}}
    kept = {"Id": "2" * 64, "Name": "kept", "Created": "2024-01-01T00:00:00Z", "Labels": {"keep": "1"}}
    late = {"Id": "3" * 64, "Name": "late", "Created": "2024-01-01T00:00:00Z", "Labels": {}}
    bridge = {"Id": "4" * 64, "Name": "bridge", "Created": "2024-01-01T00:00:00Z"}
    from tests.support.engine import Answer

    fake.on("GET", "/networks", [Answer(json=[old, kept, bridge]), Answer(json=[old, late])])
    fake.on("DELETE", f"/networks/{old['Id']}", status=204)
    result = run("network", "prune", "--dry-run", "--filter", "label!=keep", stdin=b"y\n")
    assert result.exit_code == 0
    assert "network   111111111111   old       0B\n" in result.stdout
    assert "kept" not in result.stdout
    assert "Would delete 1 object and free 0B." in result.stdout
    assert result.stderr == "Not touched: 1 object unused since the list was made\n"


def test_dry_run_by_force_only_lists(run: Runner, fake: FakeEngine) -> None:
    network = {"Id": "1" * 64, "Name": "n", "Created": "2024-01-01T00:00:00Z"}
    fake.on("GET", "/networks", json=[network])
    assert run("network", "prune", "--dry-run", "-f").exit_code == 0
    assert len(fake.requests) == 1
