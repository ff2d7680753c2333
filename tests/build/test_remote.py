from __future__ import annotations

from collections.abc import Iterator

import pytest

from pydock.build.classic import Gathered
from pydock.build.remote import download
from pydock.errors import PydockError
from tests.support.webserver import Page, serving_pages


def _page(path: str) -> Page:
    if path == "/nosuch":
        return Page(404, b" gone \n".ljust(1000), "Odd")
    return Page(200, b"x" * 1000, length=2000 if path == "/short" else None)


@pytest.fixture
def address() -> Iterator[str]:
    with serving_pages(_page) as found:
        yield found


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
