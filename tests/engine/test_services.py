"""Typed calls on a swarm's services."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.services import Services
from tests.engine.conftest import Connect
from tests.support.engine import FakeEngine


@pytest.fixture
def services(connection: Connection) -> Services:
    return Services(connection)


@pytest.mark.parametrize(("version", "query"), [("1.40", {}), ("1.41", {"status": ["true"]})])
def test_counts_of_tasks_are_asked_of_engines_that_count(
    fake: FakeEngine, connect: Connect, version: str, query: dict[str, list[str]]
) -> None:
    fake.on("GET", "/services", json=None)
    assert Services(connect(fake, {"DOCKER_API_VERSION": version})).list(status=True) == []
    assert fake.requests[0].query == query


def test_inspect_always_says_whether_defaults_are_wanted(fake: FakeEngine, services: Services) -> None:
    fake.on("GET", "/services/s", json={"ID": "1"})
    services.inspect("s")
    services.inspect("s", insert_defaults=True)
    assert [request.query["insertDefaults"] for request in fake.requests] == [["false"], ["true"]]


def test_creation(fake: FakeEngine, services: Services) -> None:
    fake.on("POST", "/services/create", status=201, json={"ID": "1", "Warnings": None})
    assert services.create({"Name": "s"}, auth="YQ==")["ID"] == "1"
    assert fake.requests[0].json == {"Name": "s"}
    assert fake.requests[0].headers["x-registry-auth"] == "YQ=="


def test_an_update_says_where_the_account_is_and_whether_it_goes_back(fake: FakeEngine, services: Services) -> None:
    fake.on("POST", "/services/1/update", status=200)
    assert services.update("1", 9, {"Name": "s"}) == {}
    services.update("1", 9, {}, auth="YQ==", auth_from="spec", rollback="previous")
    plain, full = fake.requests
    assert (plain.query, plain.json) == ({"version": ["9"]}, {"Name": "s"})
    assert "x-registry-auth" not in plain.headers
    assert full.query == {"version": ["9"], "registryAuthFrom": ["spec"], "rollback": ["previous"]}


@pytest.mark.parametrize(("task", "path"), [(False, "/services/1/logs"), (True, "/tasks/1/logs")])
def test_logs_of_services_and_of_tasks(fake: FakeEngine, services: Services, task: bool, path: str) -> None:
    fake.on("GET", path, body=b"x")
    with services.open_logs("1", {"stdout": "1", "since": None}, task=task) as answer:
        assert answer.read() == b"x"
    assert fake.requests[0].query == {"stdout": ["1"]}
