"""The images that services run."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.images import Needs, inspect_images, needs, seconds, volume_images
from pydock.engine.api import Engine
from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import ConfigError
from tests.compose.model.making import project
from tests.support.engine import FakeEngine

NOW = 1_700_000_000.0
OLD, NEW = "2023-11-01T00:00:00.5Z", "2023-11-14T22:00:00Z"


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.compose.images.time.time", lambda: NOW)


def test_each_image_is_looked_for_once(fake: FakeEngine) -> None:
    fake.on("GET", "/images/a/json", json={"Id": "1"})
    fake.on("GET", "/images/b/json", status=404, json={"message": "no"})
    connection = Connection(Endpoint("fake", fake.host))
    assert inspect_images(Engine(connection), ["a", "b", "a"]) == {"a": {"Id": "1"}}
    assert len(fake.requests) == 2
    connection.close()


@pytest.mark.parametrize(
    ("service", "here", "result"),
    [
        ("image: i", {}, Needs(["a"], [])),
        ("image: i", {"i": {}}, Needs([], [])),
        ("image: i, pull_policy: always", {"i": {}}, Needs(["a"], [])),
        ("image: i, pull_policy: never", {}, Needs([], [])),
        ("image: i, pull_policy: missing", {"i": {}}, Needs([], [])),
        ("image: i, pull_policy: daily", {"i": {"Created": OLD}}, Needs(["a"], [])),
        ("image: i, pull_policy: daily", {"i": {"Created": OLD, "Metadata": {"LastTagTime": NEW}}}, Needs([], [])),
        ("image: i, pull_policy: every_2h", {"i": {"Created": NEW}}, Needs([], [])),
        ("image: i, pull_policy: every_10m", {"i": {"Created": NEW}}, Needs(["a"], [])),
        ("build: .", {}, Needs([], ["a"])),
        ("build: .", {"p-a": {}}, Needs([], [])),
        ("build: ., pull_policy: build", {"p-a": {}}, Needs([], ["a"])),
        ("build: ., image: i", {}, Needs(["a"], ["a"])),
        ("build: ., image: i, pull_policy: always", {"i": {}}, Needs([], [])),
        ("provider: {type: x}", {}, Needs([], [])),
    ],
)
def test_needs_by_each_services_policy(service: str, here: dict[str, Any], result: Needs) -> None:
    assert needs(project(f"services: {{a: {{{service}}}}}"), here) == result


def test_the_command_line_decides() -> None:
    found = project("services: {a: {image: i, pull_policy: never}, b: {build: .}}")
    assert needs(found, {"i": {}, "p-b": {}}, policy="always") == Needs(["a"], [])
    assert needs(found, {"i": {}, "p-b": {}}, build=True) == Needs([], ["b"])
    with pytest.raises(ConfigError, match=r'^service "b" needs to be built, but --no-build was given$'):
        needs(found, {}, no_build=True)
    assert needs(found, {"p-b": {}}, build=True, no_build=True) == Needs([], [])


def test_images_that_are_mounted() -> None:
    text = "services: {a: {image: i, volumes: ['vol:/v', {type: image, source: m, target: /m}]}}\nvolumes: {vol: }"
    assert volume_images(project(text).services["a"]) == ["m"]


@pytest.mark.parametrize(("text", "value"), [("1970-01-01T00:01:00.123456Z", 60.0), ("", 0.0), ("yesterday", 0.0)])
def test_time_stamps(text: str, value: float) -> None:
    assert seconds(text) == value
