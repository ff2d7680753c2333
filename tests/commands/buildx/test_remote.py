"""Bake definitions from elsewhere; git's are with the live tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.commands.buildx import _remote
from tests.support.command import Runner
from tests.support.webserver import Page, serving_pages

_FILE = b'target "default" {\n  tags = ["far:1"]\n  contexts = { here = BAKE_CMD_CONTEXT }\n}\n'


def _page(path: str) -> Page:
    body = {"/bake.hcl": _FILE, "/big.hcl": b"#" * (_remote._MOST + 1)}.get(path)
    return Page(200 if body else 404, body or b"none here")


@pytest.fixture
def address() -> Iterator[str]:
    with serving_pages(_page) as found:
        yield found


@pytest.fixture
def alone(tmp_path: Path) -> Runner:
    """Command lines on a machine without an engine."""
    for name in ("home", "work"):
        (tmp_path / name).mkdir()
    return Runner(tmp_path / "home", tmp_path / "work", {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})


def test_a_file_behind_an_address(alone: Runner, address: str) -> None:
    got = alone("buildx", "bake", "--print", f"{address}/bake.hcl", "default")
    assert got.exit_code == 0, got
    target = json.loads(got.stdout)["target"]["default"]
    assert target["tags"] == ["far:1"] and target["context"] == "."
    assert target["contexts"] == {"here": "cwd://"}


def test_a_second_address_is_the_commands_context(alone: Runner, address: str) -> None:
    got = alone("buildx", "bake", "--print", f"{address}/bake.hcl", "https://example.com/a.git#main")
    assert json.loads(got.stdout)["target"]["default"]["contexts"] == {"here": "https://example.com/a.git#main"}


def test_files_of_ours_may_add_to_it(alone: Runner, address: str) -> None:
    (alone.cwd / "more.hcl").write_text('target "default" { target = "stage" }\n')
    got = alone("buildx", "bake", "--print", "-f", "cwd://more.hcl", f"{address}/bake.hcl")
    assert json.loads(got.stdout)["target"]["default"]["target"] == "stage"


def test_what_cannot_be_had(alone: Runner, address: str) -> None:
    got = alone("buildx", "bake", "--print", f"{address}/none.hcl")
    assert got.exit_code == 1 and "with status 404" in got.stderr
    got = alone("buildx", "bake", "--print", f"{address}/big.hcl")
    assert got.exit_code == 1 and "bigger than maximum bake definition size" in got.stderr


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".", "git://host/a.git#main:sub"),
        ("./app", "git://host/a.git#main:sub/app"),
        ("../top", "git://host/a.git#main:top"),
        ("cwd://x", "cwd://x"),
        ("https://example.com/x.git", "https://example.com/x.git"),
    ],
)
def test_contexts_are_those_of_the_repository(path: str, expected: str) -> None:
    target = {"context": path, "contexts": {"other": path, "linked": "target:x"}}
    _remote.place(target, "git://host/a.git#main:sub")
    assert target == {"context": expected, "contexts": {"other": expected, "linked": "target:x"}}
