"""Headers that go with every request."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import (
    ConfigError,
)
from tests.engine.conftest import Connect
from tests.support.engine import FakeEngine


def test_headers(connect: Connect, fake: FakeEngine) -> None:
    fake.on("GET", "/info", json={})
    fake.on("POST", "/a", status=204)
    fake.on("POST", "/b", status=204)
    configured = {"X-Meta": "m", "User-Agent": "other"}
    connect(fake, headers=configured).call("GET", "/info")
    made = connect(fake, headers=configured, environ={"DOCKER_CUSTOM_HEADERS": 'A=b,"C=d,e"'})
    made.call("POST", "/a")
    made.call("POST", "/b", body={"x": "é"})
    first, second, third = fake.requests
    assert first.headers["x-meta"] == "m"
    assert first.headers["user-agent"].startswith("pydock/")
    assert first.headers["host"] == "api.moby.localhost"
    assert "content-type" not in first.headers
    assert (second.headers["a"], second.headers["c"]) == ("b", "d,e")
    assert "x-meta" not in second.headers
    assert second.headers["content-length"] == "0"
    assert "content-type" not in second.headers
    assert third.headers["content-type"] == "application/json"
    assert third.json == {"x": "é"}


@pytest.mark.parametrize("text", ["a", "=b", '"a'])
def test_bad_custom_headers(text: str) -> None:
    with pytest.raises(ConfigError, match="DOCKER_CUSTOM_HEADERS"):
        Connection(Endpoint("d", "unix:///x"), environ={"DOCKER_CUSTOM_HEADERS": text})
