"""The commands on configs and secrets, which are alike."""

from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

ITEM = {
    "ID": "i1",
    "CreatedAt": "2024-01-01T00:00:00Z",
    "UpdatedAt": "2024-01-01T00:00:00Z",
    "Spec": {"Name": "x1", "Labels": {"a": "b"}, "Data": "eA=="},
}
pytestmark = pytest.mark.parametrize("kind", ["config", "secret"])


def test_create(run: Runner, fake: FakeEngine, kind: str) -> None:
    fake.on("POST", f"/{kind}s/create", status=201, json={"ID": "i1"})
    (run.cwd / "f").write_bytes(b"\xffdata")
    assert run(kind, "create", "-l", "a=b", "--template-driver", "golang", "x1", "f") == (0, "i1\n", "")
    assert fake.requests[0].json == {
        "Name": "x1",
        "Labels": {"a": "b"},
        "Data": "/2RhdGE=",
        "Templating": {"Name": "golang"},
    }
    assert run(kind, "create", "x1", "-", stdin=b"in").exit_code == 0
    assert fake.requests[1].json["Data"] == "aW4="


def test_content_that_is_not_there(run: Runner, kind: str) -> None:
    assert run(kind, "create", "x1", "nosuch").stderr.endswith(
        "error reading from nosuch: open nosuch: no such file or directory\n"
    )
    assert run(kind, "create", "x1", "-").stderr.endswith("error reading from STDIN: data is empty\n")


def test_ls(run: Runner, fake: FakeEngine, kind: str) -> None:
    fake.on("GET", f"/{kind}s", json=[ITEM])
    run.clock = lambda: 1704067200.0 + 7200
    assert run(kind, "ls").stdout.splitlines()[1].split()[:2] == ["i1", "x1"]
    assert run(kind, "ls", "--format", "{{.Name}} {{.CreatedAt}} {{.Labels}}").stdout == "x1 2 hours ago a=b\n"


def test_inspect(run: Runner, fake: FakeEngine, kind: str) -> None:
    fake.on("GET", f"/{kind}s/x1", json=ITEM)
    fake.on("GET", f"/{kind}s/no", status=404, json={"message": f"{kind} no not found"})
    assert run(kind, "inspect", "-f", "{{.Spec.Name}}", "x1").stdout == "x1\n"
    result = run(kind, "inspect", "--pretty", "no", "x1")
    assert result.exit_code == 1
    assert "Labels:\n - a=b\n" in result.stdout
    assert "2024-01-01 00:00:00 +0000 utc" in result.stdout
    assert result.stderr == f"Error response from daemon: {kind} no not found\n"


def test_rm(run: Runner, fake: FakeEngine, kind: str) -> None:
    fake.on("DELETE", f"/{kind}s/x1", status=204)
    assert run(kind, "rm", "x1").stdout == "x1\n"
