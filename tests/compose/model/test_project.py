"""What belongs to a project."""

from __future__ import annotations

import pytest

from pydock.errors import ConfigError
from tests.compose.model.making import project

TEXT = """\
services:
  web: {image: app, depends_on: [db], networks: [front], volumes: ["data:/d"]}
  db: {image: db, secrets: [pass]}
  debug: {image: tools, profiles: [dev], depends_on: [db]}
  test: {build: ., profiles: [dev, ci]}
  opt: {image: o, depends_on: {debug: {condition: service_started, required: false}}}
networks: {front: , unused: }
volumes: {data: , unused: }
secrets: {pass: {environment: P}, unused: {environment: P}}
x-mine: 1
"""


@pytest.mark.parametrize(
    ("profiles", "names"),
    [
        ([], ["db", "opt", "web"]),
        (["ci"], ["db", "opt", "test", "web"]),
        (["dev"], ["db", "debug", "opt", "test", "web"]),
        (["*"], ["db", "debug", "opt", "test", "web"]),
        (["", "x"], ["db", "opt", "web"]),
    ],
)
def test_profiles(profiles: list[str], names: list[str]) -> None:
    found = project(TEXT, profiles=profiles)
    assert sorted(found.services) == names
    assert len(found.services) + len(found.disabled) == 5


def test_profiles_of_the_environment() -> None:
    assert "test" in project(TEXT, environ={"COMPOSE_PROFILES": "x,ci"}).services


def test_a_service_that_is_named_wakes_its_profiles() -> None:
    found = project(TEXT)
    found.enable(["debug", "web"])
    assert sorted(found.services) == ["db", "debug", "opt", "test", "web"]
    assert found.profiles == ["dev"]


def test_selection_keeps_what_is_needed() -> None:
    found = project(TEXT)
    found.select(["web"])
    assert sorted(found.services) == ["db", "web"]
    assert "opt" in found.disabled
    found = project(TEXT)
    found.select([])
    assert len(found.services) == 3


def test_selection_without_dependencies_forgets_them() -> None:
    found = project(TEXT)
    found.select(["web"], dependencies=False)
    assert sorted(found.services) == ["web"]
    assert "depends_on" not in found.services["web"]


def test_optional_dependencies_that_sleep_are_forgotten() -> None:
    found = project(TEXT)
    found.select(["opt"])
    assert sorted(found.services) == ["opt"]
    assert "depends_on" not in found.services["opt"]


@pytest.mark.parametrize(
    ("name", "message"), [("nosuch", "no such service: nosuch"), ("debug", "no such service: debug: disabled")]
)
def test_services_that_are_not_there(name: str, message: str) -> None:
    for call in (project(TEXT).require, lambda name: project(TEXT).select([name])):
        with pytest.raises(ConfigError) as caught:
            call(name)
        assert caught.value.message == message


def test_order_and_dependents() -> None:
    found = project(TEXT, profiles=["dev"])
    assert found.ordered() == ["db", "debug", "opt", "test", "web"]
    assert found.dependents("db") == ["web", "debug"]
    assert found.with_dependencies(["opt"]) == {"opt", "debug", "db"}


def test_what_nobody_uses_is_dropped() -> None:
    found = project(TEXT)
    assert (list(found.networks), list(found.volumes), list(found.secrets)) == (
        ["front", "default"],
        ["data"],
        ["pass"],
    )
    kept = project(TEXT, keep_unused=True)
    assert "unused" in kept.networks
    assert "unused" in kept.volumes
    assert "unused" in kept.secrets


def test_the_document_has_composes_order() -> None:
    assert list(project(TEXT).document()) == ["name", "services", "networks", "volumes", "secrets", "x-mine"]


def test_images_and_numbers() -> None:
    found = project(TEXT)
    assert (found.image("web"), found.image("test")) == ("app", "p-test")
    text = "services: {{a: {{image: i{}}}}}"
    for attributes, scale in (("", 1), (", scale: 0", 0), (", scale: 3", 3), (", deploy: {replicas: 2}", 2)):
        assert project(text.format(attributes)).scale("a") == scale
