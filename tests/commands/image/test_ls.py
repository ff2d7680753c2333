"""``image ls``."""

from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

ROWS = [
    {"Id": "sha256:" + "1" * 64, "RepoTags": ["a:1"], "RepoDigests": ["a@sha256:" + "2" * 64], "Created": 0, "Size": 5}
]


def test_the_name_is_a_filter(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/json", json=ROWS)
    assert run("images", "-q", "-a", "a:1").stdout == "1" * 12 + "\n"
    assert fake.requests[-1].query == {"all": ["1"], "filters": ['{"reference":{"a:1":true}}']}


def test_digests(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/json", json=ROWS)
    assert "sha256:" + "2" * 64 in run("images", "--digests").stdout
    assert run("images", "--digests", "--format", "table {{.Tag}}").stdout.split("\n")[0] == "TAG       DIGEST"


@pytest.mark.parametrize("flag", ["--quiet", "--no-trunc", "--digests", "--format=x"])
def test_what_a_tree_does_not_take(flag: str, run: Runner) -> None:
    result = run("images", "--tree", flag)
    assert result.exit_code == 1
    assert result.stderr.endswith("is not yet supported with --tree\n")


def test_tree(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/json", json=ROWS)
    assert "a:1" in run("images", "--tree").stdout
    assert fake.requests[-1].query == {"manifests": ["1"]}


def test_a_command_word_after_images(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/images/json", json=[])
    assert run("images", "ls").stderr == '\nNo images found matching "ls": did you mean "docker image ls"?\n'
