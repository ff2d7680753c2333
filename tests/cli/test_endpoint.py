"""From the options of a command line to an engine."""

from __future__ import annotations

import pytest

from pydock.cli.endpoint import connect, resolve
from pydock.engine.api import Engine
from pydock.engine.observed import ObservedConnection
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine


def test_host_goes_before_the_environment(make: MakeApp, fake: FakeEngine) -> None:
    assert resolve(make().app).host == fake.host
    found = resolve(make(hosts=("tcp://h:1",)).app)
    assert (found.host, found.source, found.configured) == ("tcp://h:1", "--host", True)


def test_host_and_context_at_once(make: MakeApp) -> None:
    with pytest.raises(PydockError, match=r"^conflicting options: cannot specify both --host and --context$"):
        resolve(make(hosts=("tcp://h:1",), context="c").app)


def test_a_client_asks_nothing_before_it_is_used(make: MakeApp, fake: FakeEngine) -> None:
    engine = connect(make().app)
    assert fake.connections == 0
    fake.on("GET", "/info", json={"ID": "1"})
    assert engine.system.info() == {"ID": "1"}
    engine.connection.close()


@pytest.mark.parametrize("options", [{"explain": True}, {"retry": 2}, {"log_level": "debug"}])
def test_what_watches_requests_is_there_only_where_it_is_wanted(make: MakeApp, options: dict[str, object]) -> None:
    assert isinstance(connect(make(**options).app).connection, ObservedConnection)
    assert not isinstance(connect(make().app).connection, ObservedConnection)


def test_the_lines_of_a_batch_share_an_engine_where_they_mean_the_same(make: MakeApp) -> None:
    engines: dict[object, Engine] = {}
    same, too, pinned, watched = make(), make(), make(environ={"DOCKER_API_VERSION": "1.41"}), make(explain=True)
    for written in (same, too, pinned, watched):
        written.app.engines = engines
    assert connect(same.app) is connect(too.app)
    assert connect(pinned.app) is not connect(same.app)
    assert connect(watched.app) is not connect(same.app)
    assert len(engines) == 2
