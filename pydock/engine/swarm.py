"""The cluster this engine is in: ``/swarm`` of the Engine API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydock.engine.connection import Connection


class Swarm:
    """Typed calls on the cluster; all but ``init``, ``join``, ``leave``, ``unlock`` need a manager (else 503)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def inspect(self) -> dict[str, Any]:
        """``GET /swarm``: the cluster's id, spec, root certificate and join tokens."""
        found: dict[str, Any] = self._connection.call("GET", "/swarm")
        return found

    def init(self, request: Mapping[str, Any]) -> str:
        """``POST /swarm/init``; gives the id of this node."""
        node: str = self._connection.call("POST", "/swarm/init", body=dict(request))
        return node

    def join(self, request: Mapping[str, Any]) -> None:
        """``POST /swarm/join``."""
        self._connection.call("POST", "/swarm/join", body=dict(request))

    def leave(self, *, force: bool = False) -> None:
        """``POST /swarm/leave``; a manager leaves only with ``force``."""
        self._connection.call("POST", "/swarm/leave", query={"force": "1" if force else None})

    def update(
        self,
        version: int,
        spec: Mapping[str, Any],
        *,
        rotate_worker_token: bool = False,
        rotate_manager_token: bool = False,
        rotate_unlock_key: bool = False,
    ) -> None:
        """``POST /swarm/update`` of the version last read, with rotation of tokens and key."""
        query = {
            "version": str(version),
            "rotateWorkerToken": _word(rotate_worker_token),
            "rotateManagerToken": _word(rotate_manager_token),
            "rotateManagerUnlockKey": _word(rotate_unlock_key),
        }
        self._connection.call("POST", "/swarm/update", query=query, body=dict(spec))

    def unlock_key(self) -> str:
        """``GET /swarm/unlockkey``: empty when managers are not locked."""
        found: dict[str, Any] = self._connection.call("GET", "/swarm/unlockkey") or {}
        return str(found.get("UnlockKey") or "")

    def unlock(self, key: str) -> None:
        """``POST /swarm/unlock`` of a manager that restarted locked."""
        self._connection.call("POST", "/swarm/unlock", body={"UnlockKey": key})


def _word(value: bool) -> str:
    return "true" if value else "false"
