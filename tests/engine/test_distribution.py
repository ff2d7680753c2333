"""What a registry holds, asked through the engine."""

from __future__ import annotations

from pydock.engine.connection import Connection
from pydock.engine.distribution import Distribution
from tests.support.engine import FakeEngine


def test_an_image_is_asked_for_with_its_slashes_and_the_account(fake: FakeEngine, connection: Connection) -> None:
    found = {"Descriptor": {"digest": "sha256:1"}, "Platforms": []}
    fake.on("GET", "/distribution/localhost:5000/team/app:1/json", json=found)
    images = Distribution(connection)
    assert images.inspect("localhost:5000/team/app:1", auth="YQ==") == found
    assert images.inspect("localhost:5000/team/app:1") == found
    assert [request.headers.get("x-registry-auth") for request in fake.requests] == ["YQ==", None]
