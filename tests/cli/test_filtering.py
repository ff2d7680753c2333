"""Filters turned round, on every list that takes ``--filter``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pydock.cli.filtering import kept
from tests.commands.compose.project import project, row
from tests.commands.test_lists import NODE, SERVICE, STORED, TASK
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine, Request

Filters = dict[str, dict[str, bool]]


def test_what_is_to_go_is_asked_for_by_itself() -> None:
    asked: list[dict[str, list[str]]] = []

    def fetch(groups: dict[str, list[str]]) -> list[dict[str, Any]]:
        asked.append(groups)
        return [{"Id": name} for name in ("abc" if len(asked) == 1 else "b" if len(asked) == 2 else "c")]

    rows = kept([("driver", "x"), ("not label", "l"), ("not name", "n")], fetch)
    assert rows == [{"Id": "a"}]
    assert asked == [{"driver": ["x"]}, {"label": ["l"]}, {"name": ["n"]}]


def _filters(request: Request) -> Filters:
    found: Filters = json.loads(request.query.get("filters", ["{}"])[0])
    return found


def _labelled(rows: list[Any], wrap: Callable[[list[Any]], Any] = lambda rows: rows) -> Callable[[Request], Answer]:
    """An engine on which the first of ``rows`` has the label x."""
    return lambda request: Answer(json=wrap(rows[:1] if "x" in _filters(request).get("label", ()) else rows))


TWO_SERVICES = [SERVICE, {**SERVICE, "ID": "s2", "Spec": {**SERVICE["Spec"], "Name": "stack_db"}}]  # type: ignore[dict-item]
TWO_TASKS = [TASK, {**TASK, "ID": "t2", "Slot": 2}]


@pytest.mark.parametrize(
    ("argv", "path", "rows", "left"),
    [
        (["config", "ls", "-q"], "/configs", [STORED, {**STORED, "ID": "x2"}], "x2"),
        (["secret", "ls", "-q"], "/secrets", [STORED, {**STORED, "ID": "x2"}], "x2"),
        (["node", "ls", "-q"], "/nodes", [NODE, {**NODE, "ID": "n2"}], "n2"),
        (["network", "ls", "-q"], "/networks", [{"Id": "1"}, {"Id": "2"}], "2"),
        (["plugin", "ls", "-q"], "/plugins", [{"Id": "1", "Config": {}}, {"Id": "2", "Config": {}}], "2"),
        (["ps", "-aq"], "/containers/json", [{"Id": "1"}, {"Id": "2"}], "2"),
        (["service", "ls", "-q"], "/services", TWO_SERVICES, "s2"),
        (["stack", "services", "-q", "stack"], "/services", TWO_SERVICES, "s2"),
        (["stack", "ps", "-q", "stack"], "/tasks", TWO_TASKS, "t2"),
        (["service", "ps", "-q", "s1"], "/tasks", TWO_TASKS, "t2"),
        (["node", "ps", "-q", "n1"], "/tasks", TWO_TASKS, "t2"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and isinstance(value[0], str) else "",
)
def test_lists(run: Runner, fake: FakeEngine, argv: list[str], path: str, rows: list[Any], left: str) -> None:
    for other, answer in (("/services", [SERVICE]), ("/services/s1", SERVICE), ("/nodes/n1", NODE), ("/info", {})):
        fake.may("GET", other, json=answer)
    fake.on("GET", path, _labelled(rows))
    done = run(*argv, "--filter", "not label=x")
    assert (done.exit_code, done.stdout) == (0, f"{left}\n"), done.stderr
    assert run(*argv, "--filter", "Not  Label = x").stdout == f"{left}\n"


def test_volumes(run: Runner, fake: FakeEngine) -> None:
    rows = [{"Name": "a", "Driver": "local"}, {"Name": "b", "Driver": "local"}]
    fake.on("GET", "/volumes", _labelled(rows, lambda rows: {"Volumes": rows}))
    assert run("volume", "ls", "-q", "--filter", "not label=x", "--filter", "driver=local").stdout == "b\n"
    assert [_filters(request) for request in fake.requests] == [{"driver": {"local": True}}, {"label": {"x": True}}]


def test_search(run: Runner, fake: FakeEngine) -> None:
    def answer(request: Request) -> Answer:
        rows = [{"name": "a", "star_count": 9}, {"name": "b", "star_count": 1}]
        return Answer(json=rows[:1] if "5" in _filters(request).get("stars", ()) else rows)

    fake.on("GET", "/images/search", answer)
    assert run("search", "x", "--filter", "not stars=5", "--format", "{{.Name}}").stdout == "b\n"


def test_a_limit_counts_what_is_left(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", _labelled([{"Id": "1"}, {"Id": "2"}, {"Id": "3"}]))
    assert run("ps", "-q", "-n", "1", "--filter", "not label=x").stdout == "2\n"
    assert [request.query.get("limit") for request in fake.requests] == [None, None]
    assert [request.query["all"] for request in fake.requests] == [["1"], ["1"]]


def test_a_name_goes_and_the_images_others_stay(run: Runner, fake: FakeEngine) -> None:
    image = {"Id": "sha256:1", "RepoTags": ["a:1", "b:1"], "RepoDigests": ["a@sha256:9"], "Created": 1}
    other = {"Id": "sha256:2", "RepoTags": ["a:2"], "RepoDigests": [], "Created": 1}

    def answer(request: Request) -> Answer:
        if "a" in _filters(request).get("reference", ()):
            return Answer(json=[{**image, "RepoTags": ["a:1"]}, other])
        return Answer(json=[image, other])

    fake.on("GET", "/images/json", answer)
    done = run("images", "--filter", "not reference=a", "--format", "{{.Repository}}:{{.Tag}}")
    assert done.stdout == "b:1\n"


def test_compose_lists(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("db"), row("web", State="paused"))
    assert run("compose", "ps", "-q", "--filter", "not status=running").stdout == "web1\n"
    assert run("compose", "ls", "-q", "--filter", "not name=sho").stdout == ""
    assert run("compose", "ls", "-q", "--filter", "not name=other", "--filter", "name=sh").stdout == "shop\n"
    assert run("compose", "ls", "--filter", "not x=y").stderr == "invalid filter 'x'\n"
