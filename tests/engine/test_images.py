from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pydock.engine.connection import Connection
from pydock.engine.images import Images
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import VersionError
from tests.support.engine import Answer, FakeEngine


@pytest.fixture
def images(fake: FakeEngine) -> Iterator[Images]:
    connection = Connection(Endpoint("test", fake.host))
    yield Images(connection)
    connection.close()


def test_list(fake: FakeEngine, images: Images) -> None:
    fake.on("GET", "/images/json", json=[{"Id": "i"}])
    assert images.list() == [{"Id": "i"}]
    images.list(everything=True, filters={"label": ["a"]}, manifests=True, shared_size=True)
    assert fake.requests[0].query == {}
    assert fake.requests[1].query == {
        "all": ["1"], "filters": ['{"label":{"a":true}}'], "manifests": ["1"], "shared-size": ["1"]
    }


def test_pull(fake: FakeEngine, images: Images) -> None:
    fake.on("POST", "/images/create", chunks=[b'{"status":"x"}\n'])
    with images.pull("docker.io/library/x", "1", platform="Linux/ARM64", auth="e30=") as answer:
        assert answer.read() == b'{"status":"x"}\n'
    assert fake.requests[0].query == {"fromImage": ["docker.io/library/x"], "platform": ["linux/arm64"], "tag": ["1"]}
    assert fake.requests[0].headers["x-registry-auth"] == "e30="


def test_push_keeps_the_slashes_of_a_name(fake: FakeEngine, images: Images) -> None:
    fake.on("POST", "/images/localhost:5000/a/b/push")
    images.push("localhost:5000/a/b", "1", platform="{}").close()
    assert fake.requests[0].query == {"platform": ["{}"], "tag": ["1"]}


def test_remove(fake: FakeEngine, images: Images) -> None:
    fake.on("DELETE", "/images/x", json=[{"Untagged": "x:latest"}])
    assert images.remove("x") == [{"Untagged": "x:latest"}]
    images.remove("x", force=True, prune=False, platforms=["a", "b"])
    assert fake.requests[0].query == {}
    assert fake.requests[1].query == {"force": ["1"], "noprune": ["1"], "platforms": ["a", "b"]}


def test_import(fake: FakeEngine, images: Images) -> None:
    fake.on("POST", "/images/create")
    images.import_("-", iter([b"tar"]), repository="r:1", message="m", changes=["ENV A=1", "CMD x"]).close()
    images.import_("http://h/x").close()
    first, second = fake.requests
    assert (first.body, first.headers["content-type"]) == (b"tar", "text/plain")
    assert first.query == {"changes": ["ENV A=1", "CMD x"], "fromSrc": ["-"], "message": ["m"], "repo": ["r:1"]}
    assert second.query == {"fromSrc": ["http://h/x"]} and "content-type" not in second.headers


def test_commit(fake: FakeEngine, images: Images) -> None:
    fake.on("POST", "/commit", status=201, json={"Id": "sha256:abc"})
    assert images.commit("c1", repository="r", tag="t", pause=False) == "sha256:abc"
    assert fake.requests[0].query == {
        "author": [""], "comment": [""], "container": ["c1"], "pause": ["0"], "repo": ["r"], "tag": ["t"]
    }


def test_prune_and_search(fake: FakeEngine, images: Images) -> None:
    fake.on("POST", "/images/prune", json={"ImagesDeleted": None, "SpaceReclaimed": 0})
    fake.on("GET", "/images/search", json=[])
    assert images.prune({"dangling": ["false"]})["SpaceReclaimed"] == 0
    assert images.search("x", limit=5) == []
    assert fake.requests[0].query == {"filters": ['{"dangling":{"false":true}}']}
    assert fake.requests[1].query == {"limit": ["5"], "term": ["x"]}


@pytest.mark.parametrize(
    ("call", "arguments", "needs"),
    [
        ("inspect", {"name": "x", "platform": "{}"}, "1.49"),
        ("inspect", {"name": "x", "manifests": True}, "1.48"),
        ("history", {"name": "x", "platform": "{}"}, "1.48"),
        ("push", {"name": "x", "platform": "{}"}, "1.46"),
        ("save", {"names": ["x"], "platform": "{}"}, "1.48"),
        ("load", {"body": iter([b""]), "platform": "{}"}, "1.48"),
        ("remove", {"name": "x", "platforms": ["{}"]}, "1.50"),
    ],
)
def test_old_engines_are_not_asked_for_what_they_lack(
    fake: FakeEngine, images: Images, call: str, arguments: dict[str, Any], needs: str
) -> None:
    fake.ping = {"Api-Version": "1.41"}
    with pytest.raises(VersionError, match=f"requires API version {needs}, but the Docker daemon API version is 1.41"):
        getattr(images, call)(**arguments)
    assert fake.requests == []


def test_commit_where_a_body_is_wanted(fake: FakeEngine, images: Images) -> None:
    refused = Answer(500, json={"message": "Decode(): EOF"})
    fake.on("POST", "/commit", [refused, Answer(201, json={"Id": "abc"})])
    assert images.commit("c1") == "abc"
    assert [request.body.strip() for request in fake.requests] == [b"", b"{}"]
