"""Requests to one engine: version negotiation, kept-alive connections, error mapping."""

from __future__ import annotations

import sys
from _thread import allocate_lock
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, NamedTuple, cast

from pydock import __version__
from pydock.engine import failure
from pydock.engine.bodies import Unreadable
from pydock.engine.headers import extra_headers
from pydock.engine.response import Response
from pydock.engine.transport.dial import Dialer, dialer
from pydock.engine.transport.endpoint import Endpoint
from pydock.engine.transport.http1 import Head, Malformed, body_of, request_head
from pydock.engine.upgrade import Upgraded
from pydock.engine.urls import Query, cleaned, encode_query, quote
from pydock.engine.wire import Gone, Wire, regular_size
from pydock.errors import ProtocolError, VersionError

__all__ = ["Body", "Connection", "Ping", "Query", "Response", "Upgraded", "quote"]

NEWEST = "1.50"
"""The API of the release that pydock follows (DOCKER_VERSION): newer engines are asked as that Docker asks them."""
OLDEST = "1.24"
PING_TIMEOUT = 30.0
"""Seconds an engine may take to answer the first ping."""

Body = dict[str, Any] | list[Any] | bytes | Iterable[bytes] | BinaryIO | None
_IDEMPOTENT = ("GET", "HEAD")
_SYSTEM = {"win32": "windows"}.get(sys.platform, sys.platform)


class Ping(NamedTuple):
    """What ``/_ping`` tells of the engine. ``swarm`` is ``inactive``, ``active/manager`` and so on, or empty.

    ``libpod``: the version of Podman's own API, which its service speaks as well; empty elsewhere.
    """

    api_version: str = ""
    builder_version: str = ""
    os_type: str = ""
    experimental: bool = False
    swarm: str = ""
    libpod: str = ""


class Connection:
    """One engine. Safe to use from several threads: each request under way has a connection of its own.

    ``headers`` go with every request; DOCKER_CUSTOM_HEADERS in ``environ`` replaces them, DOCKER_API_VERSION
    (with or without ``v``) is used unasked. Nothing is dialled before the first use.
    """

    def __init__(
        self, endpoint: Endpoint, *, headers: Mapping[str, str] | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        environ = environ or {}
        self.endpoint = endpoint
        self.dialer = dialer(endpoint, environ)
        self._pinned = environ.get("DOCKER_API_VERSION", "").removeprefix("v")
        self._headers = [
            ("Host", self.dialer.authority),
            ("User-Agent", f"pydock/{__version__} ({_SYSTEM})"),
            *extra_headers(headers, environ),
        ]
        self._idle: list[Wire] = []  # append and pop are atomic: no lock
        self._over = False
        self._ping: Ping | None = None
        self._asking = allocate_lock()
        self._version = self._pinned

    @property
    def ping(self) -> Ping:
        """The engine's answer to ``/_ping``, asked once."""
        if self._ping is None:
            with self._asking:
                self._ping = self._ping or self._ask()
        return self._ping

    @property
    def api_version(self) -> str:
        """The version that requests are made in: the engine's, at most NEWEST."""
        if not self._version:
            offered = self.ping.api_version or OLDEST
            self._version = offered if _number(offered) < _number(NEWEST) else NEWEST
        return self._version

    def at_least(self, version: str) -> bool:
        """Whether the negotiated version is ``version`` or newer."""
        return _number(self.api_version) >= _number(version)

    def require(self, version: str, what: str) -> None:
        """Raise VersionError when the engine is too old for ``what``."""
        if not self.at_least(version):
            raise VersionError(
                f"{what} requires API version {version}, but the Docker daemon API version is {self.api_version}"
            )

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The answer's JSON; None when it is empty. ``path`` has no version prefix."""
        with self.open(method, path, query=query, body=body, headers=headers) as response:
            return response.json()

    def open(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The answer with its body unread. Raises EngineError and kin for every status of 400 and above."""
        target = f"/v{self.api_version}{cleaned(path)}{encode_query(query)}"
        head, wire = self._exchange(method, target, body, headers)
        response = Response(head, body_of(method, head), wire, self._keep)
        self._raise_for(response, head, method, target)
        return response

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
        """A raw stream in both directions, on a connection of its own. ``body`` is JSON, bytes or None.

        ``repeated``: headers whose name may stand several times.
        """
        target = f"/v{self.api_version}{cleaned(path)}{encode_query(query)}"
        wanted = {"Connection": "Upgrade", "Upgrade": protocol, **(headers or {})}
        if body is None:
            wanted.setdefault("Content-Type", "text/plain")
        head, wire = self._exchange(method, target, body, wanted, self.dialer.tunnel(), repeated=repeated)
        if head.status == 101 or (head.status == 200 and protocol == "tcp"):
            return Upgraded(head, wire)
        response = Response(head, body_of(method, head), wire, None)
        self._raise_for(response, head, method, target)
        response.close()
        raise ProtocolError(f"unable to upgrade to {protocol}, received {head.status}")

    def close(self) -> None:
        """Close what is idle, and from now on what a thread still uses once it is done."""
        self._over = True
        while self._idle:
            self._idle.pop().close()
        self.dialer.close()

    def _keep(self, wire: Wire) -> None:
        if self._over:
            wire.close()
        else:
            self._idle.append(wire)

    def _raise_for(self, response: Response, head: Head, method: str, target: str) -> None:
        if head.status < 300 or head.status == 304:
            return
        with response:
            if head.status < 400:
                where = head.headers.get("location", "")
                raise failure.during_connect(
                    self.dialer, method, where or target, "unexpected redirect in response", reason="foreign"
                )
            body = response.read((1 << 20) + 1)
            kind = head.headers.get("content-type", "").split(";")[0].strip()
            error = failure.status_error(self.dialer, target, head.status, head.reason, kind, body)
            if self._ping is not None and not self._ping.api_version and not self._pinned:
                error.hint = f"What answers at {self.dialer.host} does not look like a Docker engine."
            raise error

    def _ask(self) -> Ping:
        for method in ("HEAD", "GET"):
            head, wire = self._exchange(method, "/_ping", None, None, timeout=PING_TIMEOUT)
            with Response(head, body_of(method, head), wire, self._keep) as response:
                response.read()
            if head.headers.get("api-version"):
                break
        return Ping(
            head.headers.get("api-version", ""),
            head.headers.get("builder-version", ""),
            head.headers.get("ostype", ""),
            head.headers.get("docker-experimental", "") == "true",
            head.headers.get("swarm", ""),
            head.headers.get("libpod-api-version", ""),
        )

    def _exchange(
        self,
        method: str,
        target: str,
        body: Body,
        headers: Mapping[str, str] | None,
        via: Dialer | None = None,
        timeout: float | None = None,
        repeated: Iterable[tuple[str, str]] = (),
    ) -> tuple[Head, Wire]:
        """Send a request, read the head of its answer. A kept connection that died unused is replaced once."""
        way = via or self.dialer
        target = way.prefix + target
        lines, payload = _framing(method, body, headers)
        start = request_head(method, way.target(target), [*self._headers, *lines, *repeated])
        while True:
            wire = self._wire(way, method, target)
            try:
                if timeout is not None:
                    wire.sock.settimeout(timeout)
                head = _converse(wire, start, payload)
                if timeout is not None:
                    wire.sock.settimeout(None)
            except (Gone, OSError) as error:
                wire.close()
                unsent = isinstance(error, OSError) and not isinstance(error, TimeoutError)
                if wire.used and (unsent or method in _IDEMPOTENT) and not getattr(error, "began", False):
                    continue
                if isinstance(error, TimeoutError):
                    raise failure.silent(way, timeout or 0) from None
                if target.endswith("/_ping") and way.other_way(wire.sock):
                    continue
                what = error.what if isinstance(error, Gone) else f"write: {(error.strerror or str(error)).lower()}"
                raise failure.during_connect(way, method, target, wire.lost(what)) from None
            except Malformed as error:
                wire.close()
                raise failure.foreign(way, method, target, error.line) from None
            except Unreadable as error:
                wire.close()
                raise failure.during_connect(way, method, target, str(error)) from None
            except BaseException:
                wire.close()
                raise
            wire.used = True
            return head, wire

    def _wire(self, way: Dialer, method: str, target: str) -> Wire:
        """An idle connection that still stands, or a new one."""
        while way is self.dialer:
            try:
                wire = self._idle.pop()
            except IndexError:
                break
            if not wire.stale():
                return wire
            wire.close()
        try:
            return Wire(way.connect(), way)
        except OSError as error:
            raise failure.connect_error(way, method, target, error) from None


def _framing(method: str, body: Body, extra: Mapping[str, str] | None) -> tuple[list[tuple[str, str]], Any]:
    """Headers that describe ``body``, and what is to be sent: bytes, ``(file, size)``, a stream, or nothing."""
    headers = dict(extra or {})
    payload: Any = body
    if body is None:
        if method not in ("GET", "HEAD", "DELETE"):
            headers["Content-Length"] = "0"
        return list(headers.items()), b""
    if isinstance(body, (dict, list)):
        from json import dumps

        headers.setdefault("Content-Type", "application/json")
        payload = dumps(body, separators=(",", ":")).encode() + b"\n"
    headers.setdefault("Content-Type", "text/plain")
    if isinstance(payload, (bytes, bytearray, memoryview)):
        headers["Content-Length"] = str(len(payload))
    elif (size := regular_size(payload)) is not None:
        headers["Content-Length"] = str(size)
        payload = (payload, size)
    else:
        headers["Transfer-Encoding"] = "chunked"
    return list(headers.items()), payload


def _converse(wire: Wire, start: bytes, payload: Any) -> Head:
    if isinstance(payload, (bytes, bytearray, memoryview)):
        wire.sock.sendall(start + payload)
        return wire.head()
    wire.sock.sendall(start)
    if isinstance(payload, tuple):
        file, size = cast("tuple[BinaryIO, int]", payload)
        complete = wire.send_file(file, size)
    else:
        complete = wire.send_chunked(payload)
    head = wire.head()
    return head if complete else head._replace(keep_alive=False)


def _number(version: str) -> tuple[int, ...]:
    """``1.44`` as (1, 44). Parts that are no numbers count as 0, as in Docker's comparison."""
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
