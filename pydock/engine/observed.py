"""A connection that tells what it does (``--log-level debug``), what it would do (``--explain``), or tries again
(``--retry``)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydock.engine import redact
from pydock.engine.connection import Body, Connection, Query, Response, Upgraded
from pydock.engine.transport.endpoint import Endpoint
from pydock.engine.transport.http1 import Head, body_of
from pydock.errors import ConnectError, EngineError, Exit

_READS = ("GET", "HEAD")
_FIRST_PAUSE = 0.25  # seconds; doubled with each attempt
_STANDING_IN = "explained-not-sent"


class ObservedConnection(Connection):
    """``note`` gets one line a request. With ``explain`` only reads are sent; a write is answered by a stand-in
    that has the id a command needs to go on, and an upgrade ends the command. ``retries`` is how often an
    idempotent request is tried again when the engine is away or answers 503."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        headers: Mapping[str, str] | None = None,
        environ: Mapping[str, str] | None = None,
        note: Callable[[str], None],
        explain: bool = False,
        trace: bool = False,
        retries: int = 0,
    ) -> None:
        super().__init__(endpoint, headers=headers, environ=environ)
        self._note = note
        self._explain = explain
        self._trace = trace
        self._retries = retries

    def open(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        if self._explain:
            self._note(explained(method, path, query, body, headers))
            if method not in _READS:
                return _StandIn()
        for attempt in range(self._retries + 1):
            try:
                return self._timed(method, path, query, body, headers)
            except (ConnectError, EngineError) as error:
                away = isinstance(error, ConnectError) or error.status == 503
                if method not in _READS or not away or attempt == self._retries:
                    raise
                pause = _FIRST_PAUSE * 2**attempt
                self._note(f"{error.message} Trying again in {pause:g} s ({attempt + 1} of {self._retries}).")
                time.sleep(pause)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def upgrade(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
        repeated: Iterable[tuple[str, str]] = (),
        protocol: str = "tcp",
    ) -> Upgraded:
        if self._explain:
            self._note(explained(method, path, query, body, headers) + f"\n  upgraded to {protocol}")
            raise Exit(0)
        if self._trace:
            self._note(f"{method} {path} upgraded to {protocol}")
        return super().upgrade(
            method, path, query=query, body=body, headers=headers, repeated=repeated, protocol=protocol
        )

    def _timed(
        self, method: str, path: str, query: Query | None, body: Body, headers: Mapping[str, str] | None
    ) -> Response:
        begun = time.monotonic()
        status = "failed"
        try:
            response = super().open(method, path, query=query, body=body, headers=headers)
            status = str(response.status)
            return response
        except EngineError as error:
            status = str(error.status)
            raise
        finally:
            if self._trace:
                elapsed = (time.monotonic() - begun) * 1000
                self._note(f"{method} /v{self._version}{path} {status} {elapsed:.1f} ms")


def explained(method: str, path: str, query: Query | None, body: Body, headers: Mapping[str, str] | None) -> str:
    """One request as text: method and path, then query, headers and body, each on lines of its own."""
    lines = [f"{method} {path}"]
    lines += [
        f"  {name} = {redact.parameter(name, value)}" for name, value in (query or {}).items() if value is not None
    ]
    lines += [f"  {name}: {redact.header(name, value)}" for name, value in (headers or {}).items()]
    if isinstance(body, dict | list):
        shown = json.dumps(redact.body(body), indent=2, ensure_ascii=False)
        lines += ["  " + line for line in shown.splitlines()]
    elif body is not None:
        lines.append("  (a stream)" if not isinstance(body, bytes) else f"  ({len(body)} bytes)")
    return "\n".join(lines)


class _StandIn(Response):
    """The answer of a request that was not sent."""

    __slots__ = ()

    def __init__(self) -> None:
        document: dict[str, Any] = {"Id": _STANDING_IN, "ID": _STANDING_IN, "Name": _STANDING_IN, "StatusCode": 0}
        head = Head(200, "OK", {"content-type": "application/json"}, False)
        self.status = head.status
        self.headers = head.headers
        self._body = body_of("HEAD", head)
        self._ready = json.dumps(document).encode()
        self._wire = None
        self._release = None
