"""``inspect``."""

from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def missing(fake: FakeEngine, *paths: str) -> None:
    for path in paths:
        fake.on("GET", path, status=404, json={"message": "no"})


def test_kinds_are_tried_in_order(run: Runner, fake: FakeEngine) -> None:
    missing(fake, "/containers/v/json", "/images/v/json", "/networks/v")
    fake.on("GET", "/volumes/v", json={"Name": "v"})
    result = run("inspect", "-s", "-f", "{{.Name}}", "v")
    assert result.stdout == "v\n"
    assert result.stderr == "WARNING: --size ignored for volume\n"


def test_nothing_of_that_name(run: Runner, fake: FakeEngine) -> None:
    missing(fake, "/containers/v/json", "/images/v/json", "/networks/v", "/volumes/v", "/plugins/v/json")
    fake.on("GET", "/info", json={"Swarm": {"ControlAvailable": False}})
    result = run("inspect", "v")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "[]\n", "Error: No such object: v\n")


def test_one_kind_only(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/n", json={"Name": "n", "Id": "i"})
    assert run("inspect", "--type", "network", "-f", "{{.ID}} {{.Id}}", "n").stdout == "\n"
    assert run("inspect", "--type", "network", "-f", "{{.Id}}", "n").stdout == "i\n"


@pytest.mark.parametrize("kind", ["", "bogus"])
def test_unknown_kinds(kind: str, run: Runner) -> None:
    result = run("inspect", "--type", kind, "x")
    assert result.exit_code == 1
    assert 'must be one of "config", "container"' in result.stderr


def test_a_template_that_does_not_parse(run: Runner) -> None:
    assert run("inspect", "-f", "{{", "x").exit_code == 64


def test_what_differs_between_two_objects(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/volumes/a", json={"Name": "a", "Driver": "local"})
    fake.on("GET", "/volumes/b", json={"Name": "b", "Driver": "local"})
    result = run("inspect", "--type", "volume", "--diff", "a", "b")
    assert (result.exit_code, result.stdout) == (1, '- Name: "a"\n+ Name: "b"\n')
    result = run("inspect", "--type", "volume", "--diff", "a", "a")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("arguments", [["a"], ["a", "b", "c"], ["-f", "{{.}}", "a", "b"]])
def test_a_difference_is_of_two(arguments: list[str], run: Runner) -> None:
    result = run("inspect", "--diff", *arguments)
    assert (result.exit_code, result.stdout) == (125, "")
    assert "--diff takes two objects" in result.stderr
