from __future__ import annotations

from pydock.engine.build import Build
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from tests.support.engine import FakeEngine


def test_run(fake: FakeEngine) -> None:
    fake.on("POST", "/build", chunks=[b"{}"])
    connection = Connection(Endpoint("test", fake.host))
    options = {"t": ["a", "b"], "q": "1", "target": None}
    with Build(connection).run(
        iter([b"tar"]), options, registry_config="e30=", content_type="application/x-tar"
    ) as answer:
        assert answer.read() == b"{}"
    connection.close()
    (request,) = fake.requests
    assert (request.query, request.body) == ({"q": ["1"], "t": ["a", "b"]}, b"tar")
    assert (request.headers["content-type"], request.headers["x-registry-config"]) == ("application/x-tar", "e30=")
