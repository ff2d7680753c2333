from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_commit(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/commit", status=201, json={"Id": "sha256:1"})
    assert run("commit", "-a", "me", "-m", "why", "-c", "CMD x", "--pause=false", "c1", "localhost:5000/x") == (
        0,
        "sha256:1\n",
        "",
    )
    assert fake.requests[0].query == {
        "author": ["me"],
        "changes": ["CMD x"],
        "comment": ["why"],
        "container": ["c1"],
        "pause": ["0"],
        "repo": ["localhost:5000/x"],
        "tag": ["latest"],
    }


def test_without_a_name(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/commit", status=201, json={"Id": "sha256:1"})
    assert run("commit", "c1").exit_code == 0
    assert (fake.requests[0].query["repo"], fake.requests[0].query["tag"]) == ([""], [""])


def test_refusals(run: Runner) -> None:
    assert run("commit", "").stderr == "invalid container name or ID: value is empty\n"
    assert run("commit", "c1", f"x@sha256:{'0' * 64}").stderr == "refusing to create a tag with a digest reference\n"
    assert run("commit", "c1", "UP").stderr.startswith("invalid reference format")
    assert run("commit", "c1", "--author").stderr.startswith("invalid reference format")
