from __future__ import annotations

import hashlib

import pytest

from pydock.errors import RegistryError
from pydock.registry import manifests


def test_media_types() -> None:
    assert manifests.media_type_of(b'{"mediaType": "own"}', "header") == "own"
    assert manifests.media_type_of(b"{}", "a/b; charset=utf-8") == "a/b"
    assert manifests.media_type_of(b'{"manifests": []}', "application/json") == manifests.OCI_INDEX
    assert manifests.media_type_of(b'{"schemaVersion": 1}') == manifests.DOCKER_SCHEMA1
    assert manifests.media_type_of(b"{}") == manifests.OCI_MANIFEST


@pytest.mark.parametrize("raw", [b"[]", b"junk", b""])
def test_what_is_no_manifest(raw: bytes) -> None:
    with pytest.raises(RegistryError):
        manifests.read(raw)


def test_other_digest_algorithms_are_checked_too() -> None:
    wanted = "sha512:" + hashlib.sha512(b"{}").hexdigest()
    assert manifests.read(b"{}", "", wanted).digest == wanted
    for bad in ("sha512:00", "md5:00"):
        with pytest.raises(RegistryError, match="verification failed"):
            manifests.read(b"{}", "", bad)


def test_parts_of_a_manifest() -> None:
    image = manifests.read(b'{"config": {"digest": "c"}, "layers": [{"digest": "l"}, "junk", {}]}')
    assert [blob["digest"] for blob in image.blobs] == ["c", "l"]
    assert not image.is_index
    index = manifests.read(b'{"manifests": [{"digest": "a"}, 1]}')
    assert index.is_index
    assert index.children == [{"digest": "a"}]
    assert index.descriptor(platform={})["size"] == len(index.raw)


def test_platform_text() -> None:
    assert manifests.platform_text({"os": "linux", "architecture": "arm", "variant": "v7"}) == "linux/arm/v7"
    assert manifests.platform_text(None) == ""
