"""The commands on configs."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine

ITEM = {
    "ID": "i1",
    "CreatedAt": "2024-01-01T00:00:00Z",
    "UpdatedAt": "2024-01-01T00:00:00Z",
    "Spec": {"Name": "x1", "Labels": {"a": "b"}, "Data": "eA=="},
}


def test_create(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/configs/create", status=201, json={"ID": "i1"})
    (run.cwd / "f").write_bytes(b"\xffdata")
    assert run("config", "create", "-l", "a=b", "--template-driver", "golang", "x1", "f") == (0, "i1\n", "")
    assert fake.requests[0].json == {
        "Name": "x1",
        "Labels": {"a": "b"},
        "Data": "/2RhdGE=",
        "Templating": {"Name": "golang"},
    }
    assert run("config", "create", "x1", "-", stdin=b"in").exit_code == 0
    assert fake.requests[1].json["Data"] == "aW4="


def test_content_that_is_not_there(run: Runner) -> None:
    assert run("config", "create", "x1", "nosuch").stderr.endswith(
        "error reading from nosuch: open nosuch: no such file or directory\n"
    )
    assert run("config", "create", "x1", "-").stderr.endswith("error reading from STDIN: data is empty\n")


def test_ls(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/configs", json=[ITEM])
    run.clock = lambda: 1704067200.0 + 7200
    assert run("config", "ls").stdout.splitlines()[1].split()[:2] == ["i1", "x1"]
    assert run("config", "ls", "--format", "{{.Name}} {{.CreatedAt}} {{.Labels}}").stdout == "x1 2 hours ago a=b\n"


def test_inspect(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/configs/x1", json=ITEM)
    fake.on("GET", "/configs/no", status=404, json={"message": "config no not found"})
    assert run("config", "inspect", "-f", "{{.Spec.Name}}", "x1").stdout == "x1\n"
    result = run("config", "inspect", "--pretty", "no", "x1")
    assert result.exit_code == 1
    assert "Labels:\n - a=b\n" in result.stdout
    assert "2024-01-01 00:00:00 +0000 utc" in result.stdout
    assert result.stderr == "Error response from daemon: config no not found\n"


def test_rm(run: Runner, fake: FakeEngine) -> None:
    fake.on("DELETE", "/configs/x1", status=204)
    assert run("config", "rm", "x1").stdout == "x1\n"
