"""Typed calls on containers and exec instances: what they ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pydock.engine.api import Engine
from pydock.engine.connection import Connection
from pydock.engine.containers import Ending, ending
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import EngineError, NotFoundError, ProtocolError
from tests.support.engine import FakeEngine


@pytest.fixture
def engine(fake: FakeEngine) -> Iterator[Engine]:
    connection = Connection(Endpoint("fake", fake.host))
    yield Engine(connection)
    connection.close()


def test_list(fake: FakeEngine, engine: Engine) -> None:
    fake.on("GET", "/containers/json", json=[])
    assert engine.containers.list(everything=True, limit=2, size=True, filters={"label": ["a"]}) == []
    assert fake.requests[0].query == {"all": ["1"], "limit": ["2"], "size": ["1"], "filters": ['{"label":{"a":true}}']}


def test_create(fake: FakeEngine, engine: Engine) -> None:
    fake.on("POST", "/containers/create", status=201, json={"Id": "1"})
    assert engine.containers.create({"Image": "b"}, name="n", platform="linux/amd64") == {"Id": "1"}
    assert fake.requests[0].query == {"name": ["n"], "platform": ["linux/amd64"]}
    assert fake.requests[0].json == {"Image": "b"}


def test_start_what_runs_already(fake: FakeEngine, engine: Engine) -> None:
    fake.on("POST", "/containers/c/start", status=304)
    engine.containers.start("c", checkpoint="p")
    assert fake.requests[0].query == {"checkpoint": ["p"]}


def test_wait(fake: FakeEngine, engine: Engine) -> None:
    fake.on("POST", "/containers/c/wait", json={"StatusCode": 3, "Error": {"Message": "e"}})
    assert engine.containers.wait("c", "removed") == Ending(3, "e")
    fake.on("POST", "/containers/c/wait", json={"StatusCode": 0, "Error": None})
    with engine.containers.open_wait("c") as response:
        assert ending(response) == Ending(0, "")


def test_unknown(fake: FakeEngine, engine: Engine) -> None:
    fake.on("DELETE", "/containers/c", status=404, json={"message": "No such container: c"})
    with pytest.raises(NotFoundError, match="No such container: c"):
        engine.containers.remove("c", force=True, link=True, volumes=True)
    assert fake.requests[0].query == {"force": ["1"], "link": ["1"], "v": ["1"]}


def test_refused_attach(fake: FakeEngine, engine: Engine) -> None:
    fake.on("POST", "/containers/c/attach", status=404, json={"message": "No such container: c"})
    with pytest.raises(ProtocolError, match=r"^unable to upgrade to tcp, received 404$"):
        engine.containers.attach("c", stdin=True, logs=True)


def test_attach_that_makes_the_process_ready(fake: FakeEngine, engine: Engine) -> None:
    words = "preparing container c for attach: executable file not found in $PATH"
    fake.on("POST", "/containers/c/attach", status=409, json={"message": words})
    with pytest.raises(EngineError, match="executable file not found"):
        engine.containers.attach("c", stdin=True)


def test_whether_the_removal_tells_the_status(fake: FakeEngine, engine: Engine) -> None:
    assert engine.containers.removal_tells_status
    fake.ping = {**fake.ping, "Libpod-Api-Version": "4.3.1"}
    other = Connection(Endpoint("fake", fake.host))
    assert not Engine(other).containers.removal_tells_status
    other.close()


def test_resize_and_prune(fake: FakeEngine, engine: Engine) -> None:
    fake.on("POST", "/containers/c/resize")
    fake.on("POST", "/containers/prune", json={"ContainersDeleted": None, "SpaceReclaimed": 0})
    engine.containers.resize("c", columns=80, rows=24)
    engine.containers.prune({"until": ["1h"]})
    assert fake.requests[0].query == {"h": ["24"], "w": ["80"]}
    assert fake.requests[1].query == {"filters": ['{"until":{"1h":true}}']}
