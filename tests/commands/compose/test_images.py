"""Getting the images that services need."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.commands.compose._images import build_services, pull_services, ready_images
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp
from tests.compose.making import Shown
from tests.compose.model.making import project
from tests.support.engine import Answer, FakeEngine


def messages(*found: dict[str, Any]) -> list[bytes]:
    return [json.dumps(message).encode() + b"\n" for message in found]


@pytest.fixture
def shown() -> Shown:
    return Shown()


def test_what_is_missing_is_pulled_and_its_digest_told(make: MakeApp, fake: FakeEngine, shown: Shown) -> None:
    gone, here = Answer(404, {"message": "no"}), Answer(200, {"Id": "sha256:1"})
    fake.on("GET", "/images/app:1/json", [gone, here])
    fake.on("GET", "/images/db/json", json={"Id": "sha256:2"})
    fake.on("POST", "/images/create", chunks=messages(
        {"status": "Pulling from library/app", "id": "1"},
        {"status": "Downloading", "id": "1f", "progressDetail": {"current": 1, "total": 2}},
        {"status": "Downloading", "id": "1f", "progressDetail": {"current": 2, "total": 2}},
        {"status": "Pull complete", "id": "1f"}, {"status": "Digest: sha256:1"},
    ))  # fmt: skip
    found = project("services: {a: {image: 'app:1', platform: linux/arm64}, b: {image: db}}")
    assert ready_images(make().app, found, shown.report) == {"a": "sha256:1", "b": "sha256:2"}
    assert fake.of("POST", "/images/create")[0].query == {
        "fromImage": ["app"], "tag": ["1"], "platform": ["linux/arm64"],
    }  # fmt: skip
    assert [line for line in shown.lines if line] == ["a Pulling", "1f Downloading", "1f Pull complete", "a Pulled"]


def test_every_image_is_pulled_once(make: MakeApp, fake: FakeEngine, shown: Shown) -> None:
    fake.on("POST", "/images/create", chunks=messages({"status": "x"}))
    pull_services(make().app, project("services: {a: {image: i}, b: {image: i}}"), ["a", "b"], shown.report, quiet=True)
    assert len(fake.requests) == 1
    assert shown.lines == ["a Pulling", "a Pulled"]


@pytest.mark.parametrize(
    ("service", "options", "last", "fails"),
    [
        ("image: i", {}, "a Error denied", True),
        ("image: i", {"ignore_failures": True}, "a Warning denied", False),
        ("image: i, build: .", {}, "a Warning denied", False),
    ],
)
def test_a_pull_that_fails(
    make: MakeApp, fake: FakeEngine, shown: Shown, service: str, options: dict[str, bool], last: str, fails: bool
) -> None:
    fake.on("POST", "/images/create", chunks=messages({"error": "denied"}))
    found = project(f"services: {{a: {{{service}}}}}")
    if fails:
        with pytest.raises(PydockError, match=r"^denied$"):
            pull_services(make().app, found, ["a"], shown.report, **options)
    else:
        pull_services(make().app, found, ["a"], shown.report, **options)
    assert shown.lines[-1] == last


def test_a_rehearsal_gets_nothing(make: MakeApp, fake: FakeEngine, shown: Shown) -> None:
    fake.on("GET", "/images/i/json", status=404, json={"message": "no"})
    fake.on("GET", "/images/p-b/json", status=404, json={"message": "no"})
    app = make().app
    app.group_options = {"dry_run": True}
    found = project("services: {a: {image: i}, b: {build: .}}")
    assert ready_images(app, found, shown.report) == {"a": "", "b": ""}
    assert shown.lines == ["a Pulling", "a Pulled", "p-b  Built"]
    build_services(app, found, ["b"], shown.report)
    assert all(request.method == "GET" for request in fake.requests)
