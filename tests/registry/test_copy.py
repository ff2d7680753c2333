from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.errors import RegistryError
from pydock.registry.client import Registry
from pydock.registry.copy import Copier
from pydock.registry.manifests import DOCKER_LIST, DOCKER_MANIFEST, digest_of
from tests.support.registry import Answer, FakeRegistry, Seen

CONFIG, LAYER = b"{}", b"layer bytes"


def _descriptor(raw: bytes) -> dict[str, Any]:
    return {"digest": digest_of(raw), "size": len(raw)}


IMAGE = json.dumps(
    {"mediaType": DOCKER_MANIFEST, "config": _descriptor(CONFIG), "layers": [_descriptor(LAYER)]}
).encode()
INDEX = json.dumps(
    {
        "mediaType": DOCKER_LIST,
        "manifests": [
            {**_descriptor(IMAGE), "mediaType": DOCKER_MANIFEST, "platform": {"os": "linux", "architecture": arch}}
            for arch in ("amd64", "arm64")
        ],
    }
).encode()


def _source(server: FakeRegistry) -> None:
    for raw in (IMAGE, INDEX):
        server.on("GET", f"/v2/a/manifests/{digest_of(raw)}", Answer(200, raw))
    server.on("GET", "/v2/a/manifests/multi", Answer(200, INDEX))
    server.on("GET", "/v2/a/manifests/1", Answer(200, IMAGE))
    for raw in (CONFIG, LAYER):
        server.on("GET", f"/v2/a/blobs/{digest_of(raw)}", Answer(200, raw))


def _target(server: FakeRegistry) -> dict[str, bytes]:
    """Accepts everything; what was stored, by path."""
    stored: dict[str, bytes] = {}

    def put(seen: Seen) -> Answer:
        stored[seen.path] = seen.body
        return Answer(201, b"", {"Docker-Content-Digest": digest_of(seen.body)})

    server.on("POST", "/v2/b/blobs/uploads/", Answer(202, b"", {"Location": "/v2/b/blobs/uploads/u"}))
    server.on("PUT", "/v2/b/blobs/uploads/u", put)
    for reference in ("1", digest_of(IMAGE), digest_of(INDEX)):
        server.on("PUT", f"/v2/b/manifests/{reference}", put)
    return stored


def test_an_image_with_its_blobs(server: FakeRegistry, other: FakeRegistry) -> None:
    _source(server)
    stored = _target(other)
    lines: list[str] = []
    with Registry(server.host) as source, Registry(other.host) as target:
        Copier(source, "a", target, "b", lines.append).copy("1", "1")
    assert stored["/v2/b/manifests/1"] == IMAGE
    assert stored[f"/v2/b/blobs/uploads/u?digest={digest_of(LAYER)}"] == LAYER
    assert len(lines) == 3


def test_an_index_with_its_children_and_a_choice_of_platforms(server: FakeRegistry, other: FakeRegistry) -> None:
    _source(server)
    stored = _target(other)
    with Registry(server.host) as source, Registry(other.host) as target:
        copier = Copier(source, "a", target, "b")
        assert copier.copy("multi", "1").raw == INDEX
        assert stored["/v2/b/manifests/1"] == INDEX
        assert stored[f"/v2/b/manifests/{digest_of(IMAGE)}"] == IMAGE
        assert copier.copy("multi", "1", platforms=["linux/amd64"]).raw == IMAGE
        both = copier.copy("multi", "1", platforms=["linux/amd64", "linux/arm64"])
        assert len(both.children) == 2
        with pytest.raises(RegistryError, match="no image for linux/s390x: the index has linux/amd64, linux/arm64"):
            copier.copy("multi", "1", platforms=["linux/s390x"])


def test_a_blob_that_is_there_is_not_sent(server: FakeRegistry, other: FakeRegistry) -> None:
    _source(server)
    stored = _target(other)
    for raw in (CONFIG, LAYER):
        other.on("HEAD", f"/v2/b/blobs/{digest_of(raw)}", Answer(200))
    with Registry(server.host) as source, Registry(other.host) as target:
        Copier(source, "a", target, "b").copy("1", "1")
    assert list(stored) == ["/v2/b/manifests/1"]


def test_within_one_registry_blobs_are_mounted(server: FakeRegistry) -> None:
    _source(server)
    stored = _target(server)
    server.on("POST", "/v2/b/blobs/uploads/", Answer(201))
    with Registry(server.host) as registry:
        Copier(registry, "a", registry, "b").copy("1", "1")
    assert list(stored) == ["/v2/b/manifests/1"]


@pytest.mark.parametrize("wrong", [b"LAYER bytes", b"layer"])
def test_a_blob_that_is_not_what_it_should_be_is_never_whole(
    server: FakeRegistry, other: FakeRegistry, wrong: bytes
) -> None:
    _source(server)
    stored = _target(other)
    server.on("GET", f"/v2/a/blobs/{digest_of(LAYER)}", Answer(200, wrong))
    with Registry(server.host) as source, Registry(other.host) as target, pytest.raises(RegistryError):
        Copier(source, "a", target, "b").copy("1", "1")
    assert "/v2/b/manifests/1" not in stored
    assert wrong not in stored.values()
