from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from json import dumps

import pytest

from pydock.engine.archives import Archives, PathStat
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import NotFoundError, ProtocolError
from tests.support.engine import FakeEngine

PATH = "/containers/c1/archive"


def _header(**more: object) -> dict[str, str]:
    found = {"name": "x", "size": 5, "mode": 0o644, "mtime": "2024-01-01T00:00:00Z", "linkTarget": "", **more}
    return {"X-Docker-Container-Path-Stat": b64encode(dumps(found).encode()).decode()}


@pytest.fixture
def archives(fake: FakeEngine) -> Iterator[Archives]:
    connection = Connection(Endpoint("test", fake.host))
    yield Archives(connection)
    connection.close()


def test_stat(fake: FakeEngine, archives: Archives) -> None:
    fake.on("HEAD", PATH, headers=_header(mode=1 << 27, linkTarget="/y"))
    found = archives.stat("c1", "/x y")
    assert found == PathStat("x", 5, 1 << 27, "/y")
    assert (found.is_symlink, found.is_dir, found.is_device, found.is_irregular) == (True, False, False, False)
    assert fake.requests[0].query == {"path": ["/x y"]}


def test_stat_of_nothing(fake: FakeEngine, archives: Archives) -> None:
    fake.on("HEAD", PATH, status=404)
    with pytest.raises(NotFoundError):
        archives.stat("c1", "/x")


@pytest.mark.parametrize("value", ["", "!", "e30="])
def test_a_header_that_says_nothing(fake: FakeEngine, archives: Archives, value: str) -> None:
    fake.on("GET", PATH, headers={"X-Docker-Container-Path-Stat": value}, body=b"tar")
    with pytest.raises(ProtocolError, match="unable to decode container path stat header"):
        archives.get("c1", "/x")


def test_get(fake: FakeEngine, archives: Archives) -> None:
    fake.on("GET", PATH, headers=_header(mode=1 << 31), body=b"tar")
    response, found = archives.get("c1", "/x")
    with response:
        assert (response.read(), found.is_dir) == (b"tar", True)


def test_put(fake: FakeEngine, archives: Archives) -> None:
    fake.on("PUT", PATH)
    archives.put("c1", "/x", iter([b"t", b"ar"]))
    archives.put("c1", "/x", iter([b"tar"]), copy_uidgid=True)
    first, second = fake.requests
    assert (first.body, first.query) == (b"tar", {"noOverwriteDirNonDir": ["true"], "path": ["/x"]})
    assert second.query["copyUIDGID"] == ["true"]


def test_export_and_changes(fake: FakeEngine, archives: Archives) -> None:
    fake.on("GET", "/containers/c1/export", body=b"tar")
    fake.on("GET", "/containers/c1/changes", json=None)
    with archives.export("c1") as response:
        assert response.read() == b"tar"
    assert archives.changes("c1") == []
