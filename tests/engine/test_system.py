"""Typed calls that concern the whole engine."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.system import System
from tests.engine.conftest import Connect
from tests.support.engine import Answer, FakeEngine


@pytest.fixture
def system(connection: Connection) -> System:
    return System(connection)


@pytest.mark.parametrize(("version", "query"), [("1.41", {}), ("1.42", {"type": ["image", "volume"]})])
def test_some_kinds_of_disk_usage(
    fake: FakeEngine, connect: Connect, version: str, query: dict[str, list[str]]
) -> None:
    fake.on("GET", "/system/df", json={"LayersSize": 1})
    system = System(connect(fake, {"DOCKER_API_VERSION": version}))
    assert system.disk_usage(["image", "volume"]) == {"LayersSize": 1}
    assert fake.requests[0].query == query


def test_events_come_one_by_one_however_they_are_cut(fake: FakeEngine, system: System) -> None:
    fake.on("GET", "/events", chunks=[b'{"Action":"sta', b'rt"}\n{"Action":"die"}\n'])
    found = list(system.events(since="1", until="2", filters={"type": ["container"]}))
    assert [event["Action"] for event in found] == ["start", "die"]
    assert fake.requests[0].query == {"since": ["1"], "until": ["2"], "filters": ['{"type":{"container":true}}']}


def test_podman_is_asked_for_all_it_has_of_a_time_that_is_over(fake: FakeEngine, system: System) -> None:
    fake.ping = {**fake.ping, "Libpod-Api-Version": "4.3.1"}
    fake.on("GET", "/events", chunks=[b'{"time":5}\n{"time":9}\n{"time":10}\n'])
    assert list(system.events(since="3", until="10")) == [{"time": 5}, {"time": 9}]
    assert fake.requests[0].query == {"stream": ["false"], "since": ["3"]}


def test_the_build_cache_is_pruned_with_filters_always(fake: FakeEngine, system: System) -> None:
    fake.on("POST", "/build/prune", json={"CachesDeleted": ["a"], "SpaceReclaimed": 5})
    assert system.prune_builds()["SpaceReclaimed"] == 5
    system.prune_builds(everything=True, keep_storage=9, filters={"until": ["1h"]})
    assert [request.query for request in fake.requests] == [
        {"filters": [""]},
        {"all": ["1"], "keep-storage": ["9"], "filters": ['{"until":{"1h":true}}']},
    ]


def test_an_engine_without_a_build_cache_has_nothing_to_prune(fake: FakeEngine, system: System) -> None:
    fake.on("POST", "/build/prune", Answer(404, {"message": "page not found"}))
    assert system.prune_builds() == {}
