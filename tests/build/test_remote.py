from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pydock.build.classic import Gathered
from pydock.build.remote import download
from pydock.errors import PydockError


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"x" * 1000
        self.send_response(404 if self.path == "/nosuch" else 200, "Odd" if self.path == "/nosuch" else None)
        self.send_header("Content-Length", str(2000 if self.path == "/short" else len(body)))
        self.end_headers()
        self.wfile.write(b" gone \n".ljust(1000) if self.path == "/nosuch" else body)
        self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_body_comes_and_is_counted(address: str) -> None:
    progress = Gathered()
    assert b"".join(download(f"{address}/ctx.tar", progress)) == b"x" * 1000
    start = f"Downloading build context from remote url: {address}/ctx.tar "
    assert progress.data.decode() == f"{start}[{'=' * 50}>]      1kB/1kB\r\r\n"


def test_errors_name_the_url(address: str) -> None:
    with pytest.raises(PydockError) as caught:
        download(f"{address}/nosuch", Gathered())
    url = f"{address}/nosuch"
    assert caught.value.message == (
        f"unable to download remote context {url}: failed to GET {url} with status 404 Odd: gone"
    )
    with pytest.raises(PydockError, match=f"unable to download remote context {address}/short"):
        list(download(f"{address}/short", Gathered()))


def test_refused_connections_read_as_dockers() -> None:
    with pytest.raises(PydockError) as caught:
        download("http://127.0.0.1:1/x", Gathered())
    assert caught.value.message == (
        "unable to download remote context http://127.0.0.1:1/x: "
        'Get "http://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused'
    )
