"""Typed calls on the engine's plugins."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.plugins import Plugins
from pydock.errors import VersionError
from tests.engine.conftest import Connect
from tests.support.engine import FakeEngine

_WANTED = [{"Name": "network", "Description": "", "Value": ["host"]}]


@pytest.fixture
def plugins(connection: Connection) -> Plugins:
    return Plugins(connection)


def test_lists(fake: FakeEngine, plugins: Plugins) -> None:
    fake.on("GET", "/plugins", json=None)
    assert plugins.list({"enabled": ["true"]}) == plugins.list() == []
    assert [request.query for request in fake.requests] == [{"filters": ['{"enabled":{"true":true}}']}, {}]


def test_an_installation_says_what_it_was_granted(fake: FakeEngine, plugins: Plugins) -> None:
    fake.on("GET", "/plugins/privileges", json=_WANTED)
    fake.on("POST", "/plugins/pull", headers={"docker-plugin-name": "p:latest"}, chunks=[b'{"status":"done"}\n'])
    privileges = plugins.privileges("r/p:1", auth="YQ==")
    with plugins.install("r/p:1", "p", privileges, auth="YQ==") as answer:
        assert (answer.headers["docker-plugin-name"], answer.read()) == ("p:latest", b'{"status":"done"}\n')
    asked, pulled = fake.requests
    assert asked.query == {"remote": ["r/p:1"]}
    assert (pulled.query, pulled.json) == ({"remote": ["r/p:1"], "name": ["p"]}, _WANTED)
    assert asked.headers["x-registry-auth"] == pulled.headers["x-registry-auth"] == "YQ=="


def test_an_upgrade_needs_an_engine_that_knows_it(fake: FakeEngine, connect: Connect) -> None:
    with pytest.raises(VersionError, match=r'^"plugin upgrade" requires API version 1\.26'):
        Plugins(connect(fake, {"DOCKER_API_VERSION": "1.25"})).upgrade("p", "r/p:2", [])
    fake.on("POST", "/plugins/p/upgrade", status=204)
    Plugins(connect(fake)).upgrade("p", "r/p:2", _WANTED).close()
    assert (fake.requests[0].query, fake.requests[0].json) == ({"remote": ["r/p:2"]}, _WANTED)


def test_an_archive_is_sent_as_it_is(fake: FakeEngine, plugins: Plugins) -> None:
    fake.on("POST", "/plugins/create", status=204)
    plugins.create("p", iter([b"one", b"two"]))
    request = fake.requests[0]
    assert (request.query, request.body) == ({"name": ["p"]}, b"onetwo")
    assert request.headers["content-type"] == "application/x-tar"


def test_verbs(fake: FakeEngine, plugins: Plugins) -> None:
    for path in ("enable", "disable", "set", "push"):
        fake.on("POST", f"/plugins/r/p:1/{path}")
    fake.on("DELETE", "/plugins/r/p:1")
    plugins.enable("r/p:1", timeout=30)
    plugins.disable("r/p:1")
    plugins.disable("r/p:1", force=True)
    plugins.set("r/p:1", ("A=1", "B="))
    plugins.push("r/p:1", auth="YQ==").close()
    plugins.remove("r/p:1", force=True)
    assert [request.query for request in fake.requests] == [
        {"timeout": ["30"]},
        {},
        {"force": ["1"]},
        {},
        {},
        {"force": ["1"]},
    ]
    assert fake.requests[3].json == ["A=1", "B="]
    assert fake.requests[4].headers["x-registry-auth"] == "YQ=="
