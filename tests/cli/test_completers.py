from __future__ import annotations

from typing import Any

import pytest

from pydock.cli.completers import values
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine

SPECS = [{"Spec": {"Name": "a"}}, {"Spec": {"Name": "b"}}]
STACKS = [{"Spec": {"Labels": {"com.docker.stack.namespace": name}}} for name in ("z", "y", "z")]


@pytest.mark.parametrize(
    ("kind", "path", "answer", "expected"),
    [
        ("images", "/images/json", [{"RepoTags": ["a:1", "a:2"]}, {"RepoTags": None}], [("a:1", ""), ("a:2", "")]),
        ("images", "/images/json", [{"RepoTags": ["<none>:<none>"]}], []),
        ("networks", "/networks", [{"Name": "n", "Driver": "bridge"}], [("n", "bridge")]),
        ("volumes", "/volumes", {"Volumes": [{"Name": "v", "Driver": "local"}]}, [("v", "local")]),
        ("volumes", "/volumes", {"Volumes": None}, []),
        ("services", "/services", SPECS, [("a", ""), ("b", "")]),
        ("secrets", "/secrets", SPECS, [("a", ""), ("b", "")]),
        ("configs", "/configs", SPECS, [("a", ""), ("b", "")]),
        ("stacks", "/services", STACKS, [("y", ""), ("z", "")]),
        ("plugins", "/plugins", [{"Name": "p", "Config": {"Description": "d"}}], [("p", "d")]),
        ("log-drivers", "/info", {"Plugins": {"Log": ["local"]}}, [("local", "")]),
        ("volume-drivers", "/info", {"Plugins": {"Volume": None}}, []),
    ],
)
def test_live_names(
    make: MakeApp, fake: FakeEngine, kind: str, path: str, answer: Any, expected: list[tuple[str, str]]
) -> None:
    fake.on("GET", path, json=answer)
    assert values(make().app, kind) == expected


def test_the_node_in_use_has_a_name_of_its_own(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/nodes", json=[{"Description": {"Hostname": "h1"}, "Spec": {"Role": "manager"}}])
    assert [name for name, _ in values(make().app, "nodes")] == ["self", "h1"]


def test_stopped_containers_are_offered_where_no_state_is_asked_for(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=[{"Names": ["/a", "/b/a"], "Image": "i", "Status": "Exited"}])
    assert values(make().app, "containers") == [("a", "i (Exited)")]
    assert fake.requests[-1].query == {"all": ["1"]}


@pytest.mark.parametrize("answer", [{"json": {"unexpected": 1}}, {"status": 500, "json": {"message": "no"}}])
def test_an_engine_that_fails_offers_nothing(make: MakeApp, fake: FakeEngine, answer: dict[str, Any]) -> None:
    fake.on("GET", "/networks", **answer)
    written = make()
    assert values(written.app, "networks") == []
    assert (written.out, written.err) == ("", "")
