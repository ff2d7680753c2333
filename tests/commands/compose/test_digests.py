"""Images pinned to the digests that their registries have."""

from __future__ import annotations

import pytest

from pydock.commands.compose._digests import locked, pin_images
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp
from tests.compose.model.making import project
from tests.support.engine import FakeEngine

DIGEST = "sha256:" + "a" * 64


def test_every_image_that_has_none_gets_one(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/distribution/docker.io/library/app:latest/json", json={"Descriptor": {"digest": DIGEST}})
    fake.on("GET", "/distribution/r:5000/db:1/json", json={"Descriptor": {"digest": DIGEST}})
    found = project(
        f"services: {{a: {{image: app}}, b: {{image: 'r:5000/db:1'}}, c: {{image: x@{DIGEST}}}, d: {{build: .}}}}"
    )
    pin_images(make().app, found)
    assert {name: service.get("image") for name, service in found.services.items()} == {
        "a": f"docker.io/library/app:latest@{DIGEST}",
        "b": f"r:5000/db:1@{DIGEST}",
        "c": f"x@{DIGEST}",
        "d": None,
    }
    assert locked(found).startswith("services:\n  a:\n    image: docker.io/library/app:latest@sha256:a")
    assert "  d:" not in locked(found)


def test_an_image_that_nobody_has(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/distribution/r:5000/db:1/json", status=404, json={"message": "manifest unknown"})
    with pytest.raises(PydockError, match=r"^failed to resolve digest for r:5000/db:1: .*manifest unknown$"):
        pin_images(make().app, project("services: {b: {image: 'r:5000/db:1'}}"))
