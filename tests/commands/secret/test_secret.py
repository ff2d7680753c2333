"""The commands on secrets."""

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
    fake.on("POST", "/secrets/create", status=201, json={"ID": "i1"})
    (run.cwd / "f").write_bytes(b"\xffdata")
    assert run("secret", "create", "-l", "a=b", "--template-driver", "golang", "x1", "f") == (0, "i1\n", "")
    assert fake.requests[0].json == {
        "Name": "x1",
        "Labels": {"a": "b"},
        "Data": "/2RhdGE=",
        "Templating": {"Name": "golang"},
    }
    assert run("secret", "create", "x1", "-", stdin=b"in").exit_code == 0
    assert fake.requests[1].json["Data"] == "aW4="


def test_content_that_is_not_there(run: Runner) -> None:
    assert run("secret", "create", "x1", "nosuch").stderr.endswith(
        "error reading from nosuch: open nosuch: no such file or directory\n"
    )
    assert run("secret", "create", "x1", "-").stderr.endswith("error reading from STDIN: data is empty\n")


def test_ls(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/secrets", json=[ITEM])
    run.clock = lambda: 1704067200.0 + 7200
    assert run("secret", "ls").stdout.splitlines()[1].split()[:2] == ["i1", "x1"]
    assert run("secret", "ls", "--format", "{{.Name}} {{.CreatedAt}} {{.Labels}}").stdout == "x1 2 hours ago a=b\n"


def test_inspect(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/secrets/x1", json=ITEM)
    fake.on("GET", "/secrets/no", status=404, json={"message": "secret no not found"})
    assert run("secret", "inspect", "-f", "{{.Spec.Name}}", "x1").stdout == "x1\n"
    result = run("secret", "inspect", "--pretty", "no", "x1")
    assert result.exit_code == 1
    assert "Labels:\n - a=b\n" in result.stdout
    assert "2024-01-01 00:00:00 +0000 utc" in result.stdout
    assert result.stderr == "Error response from daemon: secret no not found\n"


def test_rm(run: Runner, fake: FakeEngine) -> None:
    fake.on("DELETE", "/secrets/x1", status=204)
    assert run("secret", "rm", "x1").stdout == "x1\n"
