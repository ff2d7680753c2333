"""The parts of ``buildx`` that need no engine: filters, platforms, calls, bake files, builders on the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.build.buildkit.proto.control_pb2 import BuildHistoryRecord
from pydock.commands.buildx._calls import parse_call
from pydock.commands.buildx._filters import until_of, usage_filters
from pydock.commands.buildx.history._records import duration_text, name_of
from pydock.commands.buildx.ls import short_platforms
from pydock.errors import PydockError
from pydock.render.table import tabbed
from tests.support.command import Runner


@pytest.fixture
def alone(tmp_path: Path) -> Runner:
    """Command lines on a machine without an engine."""
    home, cwd = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    cwd.mkdir()
    return Runner(home, cwd, {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})


def test_filters() -> None:
    assert usage_filters([("type", "regular"), ("id", "a"), ("until", "1h"), ("mutable", "")]) == [
        "type==regular,id~=a,mutable"
    ]
    assert usage_filters([("id~", "a"), ("type!", "regular"), ("unused-for", "1h")]) == ["id~=a,type!=regular"]
    assert usage_filters([]) == [] and until_of([("until", "2s")]) == 2_000_000_000
    for filters, words in (
        ([("a", "1"), ("a", "2")], "filters expect only one value"),
        ([("until", "1h"), ("unused-for", "1h")], 'conflicting filters "until" and "unused-for"'),
        ([("until", "x")], """"until" filter expects a duration (e.g., '24h'): time: invalid duration "x\""""),
    ):
        with pytest.raises(PydockError) as caught:
            usage_filters(filters)
            until_of(filters)
        assert caught.value.message == words


def test_platforms() -> None:
    many = ["linux/amd64", "linux/amd64/v2", "linux/386", "linux/arm/v7"]
    assert short_platforms(many) == "linux/amd64 (+2), linux/arm/v7, linux/386"
    assert short_platforms([f"os/a{n}" for n in range(6)]) == "os/a0, os/a1, os/a2, os/a3, (2 more)"


def test_calls() -> None:
    assert parse_call("build", False) == ("build", "") and parse_call("build", True) == ("check", "")
    assert parse_call("lint,format=json", False) == ("check", "json")
    for text, check in (("outline", True), ("check,x=y", False)):
        with pytest.raises(PydockError):
            parse_call(text, check)


def test_records() -> None:
    record = BuildHistoryRecord(FrontendAttrs={"target": "t", "filename": "Dockerfile"})
    state = {"LocalPath": "/a/app", "DockerfilePath": "/a/app/docker/x.df"}
    assert name_of(record, state) == "app/docker/x.df (t)" and name_of(record, {}) == "t"
    assert [duration_text(s) for s in (1.25, 65, 3700)] == ["1.2s", "1m  5s", "1h 1m 40s"]
    assert tabbed([("A", "B"), ("longer than", "x")]) == "A\t\tB\nlonger than\tx\n"


def test_bake_prints(alone: Runner) -> None:
    (alone.cwd / "docker-bake.hcl").write_text('group "default" { targets = ["a"] }\ntarget "a" { tags = ["x"] }\n')
    got = alone("buildx", "bake", "--print", "--set", "a.args.K=v", "--push")
    assert got.exit_code == 0, got
    assert json.loads(got.stdout)["target"]["a"] == {
        "context": ".",
        "dockerfile": "Dockerfile",
        "args": {"K": "v"},
        "tags": ["x"],
        "output": [{"push": "true", "type": "image"}],
    }
    assert alone("buildx", "bake", "--list=targets").stdout == "TARGET\tDESCRIPTION\na\t\ndefault\ta\n"
    assert alone("bake", "nope").stderr.endswith("\nERROR: failed to find target nope\n")
    lines = alone("bake", "-f", "none.hcl").stderr.splitlines()
    assert lines[2:4] == ["#1 [internal] load local bake definitions", "#1 reading none.hcl done"]
    assert lines[-1] == "ERROR: open none.hcl: no such file or directory" and "#1 DONE" in lines[-2]


def test_builders(alone: Runner) -> None:
    assert alone("buildx", "create", "--name", "r", "--driver", "remote", "--use", "tcp://127.0.0.1:1").stdout == "r\n"
    shown = alone("buildx", "ls").stdout
    assert "r*            remote" in shown and "inactive" in shown
    assert "Endpoint: tcp://127.0.0.1:1" in alone("buildx", "inspect").stdout
    assert alone("buildx", "use", "x").stderr.startswith('ERROR: failed to find instance "x"')
    assert alone("buildx", "use", "default").exit_code == 0
    assert alone("buildx", "create", "--driver", "docker").stderr == (
        'ERROR: additional instances of driver "docker" cannot be created\n'
    )
    assert alone("buildx", "rm", "r").stderr == "r removed\n"
    assert alone("buildx", "rm", "r").exit_code == 1
    assert alone("buildx", "inspect", "r").stderr == 'ERROR: no builder "r" found\n'
    assert alone("buildx", "stop").exit_code == 0
    assert "buildx v" in alone("buildx", "version").stdout


def test_explaining_a_context(alone: Runner) -> None:
    (alone.cwd / "big").write_bytes(b"x" * 2000)
    (alone.cwd / ".dockerignore").write_text("out\n")
    (alone.cwd / "out").touch()
    assert alone("build", "--explain-context", ".").stdout.splitlines()[0].split() == ["2kB", "big"]
    for words in (("--why=out",), ("--explain-context", "--why", "out"), ("--why", "out", "--explain-context")):
        assert "out is left out" in alone("build", *words, ".").stdout
    assert alone("build", "--explain-context", "--why", "--file=Dockerfile", ".").stdout.split()[:2] == ["2kB", "big"]


def test_flags_are_checked_before_anything_is_dialled(alone: Runner) -> None:
    for words, message in (
        (("--progress", "bogus", "."), "ERROR: invalid progress mode bogus\n"),
        (("--metadata-file", f"{alone.cwd}/gone/a", "."), f"ERROR: invalid output path: stat {alone.cwd}/gone: "),
    ):
        got = alone("buildx", "build", "--builder", "default", *words)
        assert got.exit_code == 1 and got.stderr.startswith(message)
