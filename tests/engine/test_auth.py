"""An account that the engine tries at a registry."""

from __future__ import annotations

import pytest

from pydock.engine.auth import Verdict, check
from pydock.engine.connection import Connection
from pydock.errors import EngineError
from tests.support.engine import FakeEngine

_ACCOUNT = {"username": "alice", "password": "secret", "serveraddress": "localhost:5002"}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ({"Status": "Login Succeeded", "IdentityToken": ""}, Verdict("Login Succeeded", "")),
        ({"Status": "Login Succeeded", "IdentityToken": "t"}, Verdict("Login Succeeded", "t")),
        ({"Status": None}, Verdict("", "")),
    ],
)
def test_what_the_registry_says(
    fake: FakeEngine, connection: Connection, answer: dict[str, str], verdict: Verdict
) -> None:
    fake.on("POST", "/auth", json=answer)
    assert check(connection, _ACCOUNT) == verdict
    assert fake.requests[0].json == _ACCOUNT


def test_an_engine_that_says_nothing_is_content(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/auth", status=204)
    assert check(connection, _ACCOUNT) == Verdict("", "")


def test_a_refusal(fake: FakeEngine, connection: Connection) -> None:
    fake.on("POST", "/auth", status=401, json={"message": "incorrect username or password"})
    with pytest.raises(EngineError, match="incorrect username or password"):
        check(connection, _ACCOUNT)
