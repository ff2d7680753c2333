"""Typed calls on secrets and configs."""

from __future__ import annotations

import pytest

from pydock.engine.configs import Configs
from pydock.engine.connection import Connection
from pydock.engine.secrets import Secrets
from pydock.engine.stored import Stored
from pydock.errors import ConflictError
from tests.support.engine import FakeEngine


@pytest.mark.parametrize(("area", "kind"), [(Configs, "configs"), (Secrets, "secrets")])
def test_calls(fake: FakeEngine, connection: Connection, area: type[Stored], kind: str) -> None:
    fake.on("GET", f"/{kind}", json=None)
    fake.on("GET", f"/{kind}/a", json={"ID": "1"})
    fake.on("POST", f"/{kind}/create", status=201, json={"ID": "1"})
    fake.on("POST", f"/{kind}/1/update")
    fake.on("DELETE", f"/{kind}/a", status=204)
    stored = area(connection)
    assert stored.list({"name": ["a"]}) == []
    assert stored.inspect("a") == {"ID": "1"}
    assert stored.create({"Name": "a", "Data": "eA=="}) == "1"
    stored.update("1", 4, {"Labels": {"l": ""}})
    stored.remove("a")
    listed, _, created, updated, _ = fake.requests
    assert listed.query == {"filters": ['{"name":{"a":true}}']}
    assert created.json == {"Name": "a", "Data": "eA=="}
    assert (updated.query, updated.json) == ({"version": ["4"]}, {"Labels": {"l": ""}})


def test_a_name_that_is_taken(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/secrets/create", status=409, json={"message": "secret a already exists"})
    with pytest.raises(ConflictError, match="secret a already exists"):
        Secrets(connection).create({"Name": "a"})
