"""The engine itself: ``/info``, ``/version``, ``/events``, ``/system/df`` and the build cache."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.jsonlines import messages
from pydock.errors import NotFoundError

if TYPE_CHECKING:
    from pydock.engine.connection import Connection, Response

Filters = Mapping[str, Sequence[str]]


class System:
    """Typed calls that concern the whole engine."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def info(self) -> dict[str, Any]:
        """``GET /info``."""
        found: dict[str, Any] = self._connection.call("GET", "/info")
        return found

    def version(self) -> dict[str, Any]:
        """``GET /version``: the engine's versions, with ``Components``."""
        found: dict[str, Any] = self._connection.call("GET", "/version")
        return found

    def disk_usage(self, kinds: Sequence[str] | None = None) -> dict[str, Any]:
        """``GET /system/df``: images, containers, volumes and build cache with sizes in bytes.

        ``kinds`` (``container``, ``image``, ``volume``, ``build-cache``; API 1.42) asks for some of them only.
        """
        query = {"type": list(kinds)} if kinds and self._connection.at_least("1.42") else None
        found: dict[str, Any] = self._connection.call("GET", "/system/df", query=query)
        return found

    def open_events(self, *, since: str = "", until: str = "", filters: Filters | None = None) -> Response:
        """``GET /events`` as the open response: the caller closes it, from another thread if need be."""
        query = {
            "since": since or None,
            "until": until or None,
            "filters": encoding.encode(filters) if filters else None,
        }
        return self._connection.open("GET", "/events", query=query)

    def events(
        self, *, since: str = "", until: str = "", filters: Filters | None = None
    ) -> Iterator[dict[str, Any]]:
        """``GET /events`` one event at a time, for ever unless ``until`` is given.

        ``since`` and ``until`` are what the engine takes: Unix seconds, with nanoseconds after a point.
        """
        if until and float(until) <= time.time() and self._connection.ping.libpod:
            yield from self._past_events(since, float(until), filters)
            return
        with self.open_events(since=since, until=until, filters=filters) as response:
            yield from messages(response)

    def _past_events(self, since: str, until: float, filters: Filters | None) -> Iterator[dict[str, Any]]:
        """Podman's service has nothing at all to say of a time that is over: ask for all it has, and pick."""
        query = {
            "stream": "false",
            "since": since or None,
            "filters": encoding.encode(filters) if filters else None,
        }
        with self._connection.open("GET", "/events", query=query) as response:
            yield from (event for event in messages(response) if event["time"] < until)

    def prune_builds(
        self, *, everything: bool = False, keep_storage: int = 0, filters: Filters | None = None
    ) -> dict[str, Any]:
        """``POST /build/prune``: ``{"CachesDeleted": [ids] | None, "SpaceReclaimed": bytes}``.

        ``keep_storage`` is bytes of cache to keep; Docker's client always sends ``filters``, empty if need be.
        """
        query = {
            "all": "1" if everything else None,
            "keep-storage": keep_storage or None,
            "filters": encoding.encode(filters) if filters else "",
        }
        try:
            report: dict[str, Any] = self._connection.call("POST", "/build/prune", query=query)
        except NotFoundError:
            return {}  # Podman's service, which keeps no such cache
        return report or {}
