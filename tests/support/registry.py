"""A fake registry on loopback for faults and for token servers: real HTTP, scripted answers, a request log."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Seen(NamedTuple):
    """One request as it came."""

    method: str
    path: str
    authorization: str
    body: bytes


class Answer(NamedTuple):
    """What to answer; ``cut`` closes the connection after so many bytes of the body."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed
    cut: int | None = None


Reply = Answer | Callable[[Seen], Answer]
_NO_ROUTE = b'{"errors":[{"code":"NAME_UNKNOWN","message":"no route"}]}'


class FakeRegistry:
    """Answers by ``(method, path without query)``; a list is used up in turn, its last answer stays."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.fallback: Callable[[Seen], Answer] = lambda _: Answer(404, _NO_ROUTE)
        self._routes: dict[tuple[str, str], list[Reply]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def on(self, method: str, path: str, *replies: Reply) -> None:
        self._routes[method, path] = list(replies)

    def answer(self, seen: Seen) -> Answer:
        self.seen.append(seen)
        replies = self._routes.get((seen.method, seen.path.partition("?")[0]))
        if not replies:
            return self.fallback(seen)
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        return reply if isinstance(reply, Answer) else reply(seen)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def fake_registry() -> Iterator[FakeRegistry]:
    registry = FakeRegistry()
    try:
        yield registry
    finally:
        registry.close()


def _handler(registry: FakeRegistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else b""
            if len(body) < length:
                self.close_connection = True
                return
            seen = Seen(self.command, self.path, self.headers.get("Authorization", ""), body)
            answer = registry.answer(seen)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body if answer.cut is None else answer.body[: answer.cut])
            if answer.cut is not None:
                self.close_connection = True

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
