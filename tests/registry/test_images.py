from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import RegistryError
from pydock.registry.images import index_of, list_entry, ordered_platform
from pydock.registry.manifests import DOCKER_LIST, OCI_INDEX, OCI_MANIFEST

PLATFORM = {"variant": "v8", "os": "linux", "architecture": "arm64"}


def _image(media_type: str, platform: dict[str, Any] | None) -> dict[str, Any]:
    return {"Ref": "a", "Descriptor": {"mediaType": media_type, "digest": "d", "size": 1, "platform": platform}}


def test_an_index_is_of_its_first_images_kind() -> None:
    assert index_of([_image(OCI_MANIFEST, PLATFORM)]).media_type == OCI_INDEX
    assert index_of([_image("x", PLATFORM)]).media_type == DOCKER_LIST
    with pytest.raises(RegistryError, match="manifest a must have an OS and Architecture"):
        index_of([_image("x", None)])


def test_dockers_order() -> None:
    assert list(ordered_platform(PLATFORM)) == ["architecture", "os", "variant"]
    assert list(list_entry(_image("x", PLATFORM)["Descriptor"])) == ["mediaType", "size", "digest", "platform"]
