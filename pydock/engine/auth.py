"""``/auth`` of the Engine API: the engine tries an account at a registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pydock.engine.connection import Connection


class Verdict(NamedTuple):
    """``status`` is the engine's word for people; ``identity_token`` replaces the password where one came."""

    status: str
    identity_token: str


def check(connection: Connection, credential: Mapping[str, str]) -> Verdict:
    """``POST /auth``. ``credential`` is the API's AuthConfig. Raises EngineError when the registry refuses."""
    answer = connection.call("POST", "/auth", body=dict(credential)) or {}
    return Verdict(answer.get("Status") or "", answer.get("IdentityToken") or "")
