"""A fake engine: a real HTTP server on a real unix socket that answers what a test tells it to.

    def test_stop(fake: FakeEngine) -> None:
        fake.on("POST", "/containers/c1/stop", status=204)
        ...
        assert fake.requests[-1].query == {"t": ["3"]}

``/_ping`` is answered unasked and not logged. Paths are given without the version prefix and without query.
A route answers every time, the last one given for a path first; a list of answers is used up in turn, its
last one stays. Routes nobody asked for fail the test (the ``fake`` fixture calls :meth:`FakeEngine.check`),
as do requests without a route.
"""

from __future__ import annotations

import json as jsonlib
import os
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

STALL = object()
"""In ``chunks``: say nothing more until the test ends, connection open."""
CUT = object()
"""In ``chunks``: close without ending the body."""
RESET = object()
"""In ``chunks``: close with a reset, as a killed engine does."""

GUARD = 60.0
"""Seconds after which a wait for the client is taken for a hang."""


class Request(NamedTuple):
    """One request as it came. ``path`` has no version and is unquoted; ``body`` is whole, chunks joined."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    version: str

    @property
    def json(self) -> Any:
        return jsonlib.loads(self.body)


class Answer(NamedTuple):
    """What a route says.

    ``json`` or ``body`` go with a Content-Length, ``chunks`` chunked (with STALL, CUT and RESET among them),
    ``raw`` as the exact bytes of the whole answer before the connection is closed; ``upgrade`` is called with
    the socket after a 101. ``early``: answer before the request's body is read, then close. ``discard``: do not
    keep the request's body.
    """

    status: int = 200
    json: Any = None
    body: bytes = b""
    headers: Mapping[str, str] = {}
    chunks: Iterable[Any] | None = None
    raw: bytes | None = None
    upgrade: Callable[[socket.socket], None] | None = None
    early: bool = False
    discard: bool = False


Handler = Callable[[Request], Answer]
Script = Answer | Handler | list[Answer]


class FakeEngine:
    """Listens from construction to :meth:`close`."""

    def __init__(self, path: str, *, api_version: str = "1.51", ping: Mapping[str, str] | None = None) -> None:
        self.path = path
        self.host = f"unix://{path}"
        self.requests: list[Request] = []
        self.connections = 0
        self.ping = {"Api-Version": api_version, "Builder-Version": "2", "Ostype": "linux"} if ping is None else ping
        self._routes: dict[tuple[str, str], Script] = {}
        self._used: set[tuple[str, str]] = set()
        self._strangers: list[str] = []
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(path)
        self._listener.listen(64)
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def on(self, method: str, path: str, script: Script | None = None, **answer: Any) -> None:
        """Answer ``method path`` with a script, or with ``Answer(**answer)``."""
        self._routes[method, path] = Answer(**answer) if script is None else script

    def may(self, method: str, path: str, script: Script | None = None, **answer: Any) -> None:
        """As :meth:`on`, for a route that need not be used."""
        self.on(method, path, script, **answer)
        self._used.add((method, path))

    def of(self, method: str, path: str) -> list[Request]:
        """The requests that were made to one route."""
        return [r for r in self.requests if (r.method, r.path) == (method, path)]

    def check(self) -> None:
        """Fail on routes that were not used and on requests that had none."""
        unused = sorted(" ".join(route) for route in set(self._routes) - self._used)
        assert not unused, f"routes not used: {unused}"
        assert not self._strangers, f"requests without a route: {self._strangers}"

    def kill(self) -> None:
        """Die as an engine under SIGKILL does: every connection is reset, nothing listens."""
        self._listener.close()
        for sock in list(self._open):
            _reset(sock)

    def close(self) -> None:
        self._closing.set()
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()
        for sock in list(self._open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        for thread in self._threads:
            thread.join(GUARD)
        if os.path.exists(self.path):
            os.unlink(self.path)

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(sock)
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        try:
            with sock, sock.makefile("rb") as reader:
                while self._one(sock, reader):
                    pass
        except (OSError, ValueError):
            pass  # the client went away, or the test ends
        finally:
            self._open.discard(sock)

    def _one(self, sock: socket.socket, reader: Any) -> bool:
        line = reader.readline()
        if not line.strip():
            return False
        method, target, _ = line.decode("latin-1").split(" ", 2)
        headers: dict[str, str] = {}
        while (text := reader.readline().decode("latin-1").strip()) != "":
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        parts = urlsplit(target)
        version = re.match(r"/v([\d.]+)(?=/)", parts.path)
        path = unquote(parts.path[version.end() :] if version else parts.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        number = version[1] if version else ""
        if path == "/_ping" and (method, path) not in self._routes:
            _answer(sock, Answer(headers=self.ping, body=b"" if method == "HEAD" else b"OK"), method, self._closing)
            return True
        script = self._routes.get((method, path))
        if isinstance(script, Answer) and script.early:
            self._used.add((method, path))
            self.requests.append(Request(method, path, query, headers, b"", number))
            _answer(sock, script, method, self._closing)
            sock.shutdown(socket.SHUT_RDWR)
            return False
        keep = not (isinstance(script, Answer) and script.discard)
        request = Request(method, path, query, headers, _body(reader, headers, keep), number)
        self.requests.append(request)
        if script is None:
            self._strangers.append(f"{method} {path}")
            missing = {"message": f"no route in this test: {method} {path}"}
            return _answer(sock, Answer(501, missing), method, self._closing)
        self._used.add((method, path))
        if isinstance(script, list):
            script = script.pop(0) if len(script) > 1 else script[0]
        answer = script if isinstance(script, Answer) else script(request)
        return _answer(sock, answer, method, self._closing)


def _body(reader: Any, headers: Mapping[str, str], keep: bool) -> bytes:
    parts = []
    if headers.get("transfer-encoding") == "chunked":
        while size := int(reader.readline(), 16):
            data = reader.read(size)
            reader.readline()
            if keep:
                parts.append(data)
        reader.readline()
    else:
        left = int(headers.get("content-length", "0"))
        while left:
            data = reader.read(min(left, 1 << 20))
            left -= len(data)
            if keep:
                parts.append(data)
    return b"".join(parts)


def _answer(sock: socket.socket, answer: Answer, method: str, closing: threading.Event) -> bool:
    """Send one answer; whether the connection goes on."""
    if answer.raw is not None:
        sock.sendall(answer.raw)
        return False
    headers = dict(answer.headers)
    if answer.upgrade is not None:
        headers = {"Content-Type": "application/vnd.docker.raw-stream", **headers}
        _head(sock, 101, {"Connection": "Upgrade", "Upgrade": "tcp", **headers})
        answer.upgrade(sock)
        return False
    body = answer.body
    if answer.json is not None:
        body = jsonlib.dumps(answer.json).encode()
        headers.setdefault("Content-Type", "application/json")
    if answer.chunks is None:
        if answer.status not in (204, 304):
            headers.setdefault("Content-Length", str(len(body)))
        _head(sock, answer.status, headers)
        if method != "HEAD":
            sock.sendall(body)
        return True
    _head(sock, answer.status, {"Transfer-Encoding": "chunked", **headers})
    for chunk in answer.chunks:
        if chunk is STALL:
            closing.wait(GUARD)
            return False
        if chunk is CUT:
            return False
        if chunk is RESET:
            _reset(sock)
            return False
        data = chunk if isinstance(chunk, bytes) else jsonlib.dumps(chunk).encode() + b"\r\n"
        sock.sendall(b"%x\r\n%b\r\n" % (len(data), data))
    sock.sendall(b"0\r\n\r\n")
    return True


def _head(sock: socket.socket, status: int, headers: Mapping[str, str]) -> None:
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in headers.items())]
    sock.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))


def _reset(sock: socket.socket) -> None:
    """On TCP a reset; on a unix socket the nearest to it."""
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
