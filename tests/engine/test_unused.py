"""What a prune would delete."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.engine import unused
from pydock.engine.connection import Connection
from pydock.engine.unused import Unused
from pydock.errors import EngineError
from tests.engine.conftest import Connect
from tests.support.engine import Answer, FakeEngine


def before(text: str) -> float:
    """Filters of these tests give Unix seconds themselves."""
    return float(text)


def test_containers_that_do_not_run(fake: FakeEngine, connection: Connection) -> None:
    old = {"Id": "1", "Names": ["/a"], "SizeRw": 7, "Created": 100, "Labels": {"keep": "no"}}
    young = {"Id": "2", "Names": None, "Created": 200}
    fake.on("GET", "/containers/json", json=[old, young])
    assert unused.containers(connection, {}, before) == [
        Unused("container", "1", "a", 7),
        Unused("container", "2", "", 0),
    ]
    assert [c.id for c in unused.containers(connection, {"until": ["200"]}, before)] == ["1"]
    assert [c.id for c in unused.containers(connection, {"label": ["keep=no"]}, before)] == ["1"]
    assert [c.id for c in unused.containers(connection, {"label": ["keep=yes"]}, before)] == []
    assert [c.id for c in unused.containers(connection, {"label!": ["keep"]}, before)] == ["2"]
    asked = json.loads(fake.requests[0].query["filters"][0])
    assert asked == {"status": {"created": True, "exited": True, "dead": True}}


def test_podman_knows_no_dead_containers(fake: FakeEngine, connection: Connection) -> None:
    refusal = Answer(500, {"message": "dead is unknown container state"})
    fake.on("GET", "/containers/json", [refusal, Answer(200, [{"Id": "1", "Names": ["/a"], "Created": 1}])])
    assert [c.id for c in unused.containers(connection, {}, before)] == ["1"]
    assert json.loads(fake.requests[1].query["filters"][0]) == {"status": {"created": True, "exited": True}}


def test_other_refusals_are_told(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/containers/json", status=500, json={"message": "database is locked"})
    with pytest.raises(EngineError, match="database is locked"):
        unused.containers(connection, {}, before)


def test_networks_that_the_user_made(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/networks", json=[
        {"Id": "1", "Name": "bridge"},
        {"Id": "2", "Name": "mesh", "Ingress": True},
        {"Id": "3", "Name": "plan", "ConfigOnly": True},
        {"Id": "4", "Name": "mine", "Created": "2023-11-14T22:13:20.5Z"},
    ])  # fmt: skip
    assert unused.networks(connection, {}, before) == [Unused("network", "4", "mine", 0)]
    assert unused.networks(connection, {"until": ["1700000000.5"]}, before) == []
    assert unused.networks(connection, {"until": ["1700000000.6"]}, before) != []


VOLUMES = [
    {"Name": "anonymous", "Driver": "local", "Labels": {"com.docker.volume.anonymous": ""},
     "UsageData": {"RefCount": 0, "Size": 5}, "CreatedAt": "2023-11-14T22:13:20+00:00"},
    {"Name": "named", "UsageData": {"RefCount": 0, "Size": -1}, "CreatedAt": "no time"},
    {"Name": "used", "Driver": "local", "UsageData": {"RefCount": 1}},
    {"Name": "elsewhere", "Driver": "nfs", "UsageData": {"RefCount": 0}},
]  # fmt: skip


@pytest.mark.parametrize(
    ("version", "filters", "names"),
    [
        ("1.42", {}, ["anonymous"]),
        ("1.42", {"all": ["true"]}, ["anonymous", "named"]),
        ("1.42", {"all": ["1"]}, ["anonymous", "named"]),
        ("1.41", {}, ["anonymous", "named"]),
        ("1.42", {"all": ["1"], "until": ["1700000000"]}, ["named"]),
    ],
)
def test_volumes_that_nothing_mounts(
    fake: FakeEngine, connect: Connect, version: str, filters: dict[str, list[str]], names: list[str]
) -> None:
    fake.on("GET", "/system/df", json={"Volumes": VOLUMES})
    found = unused.volumes(connect(fake, {"DOCKER_API_VERSION": version}), filters, before)
    assert [item.name for item in found] == names
    assert all(item.size >= 0 for item in found)
    assert fake.requests[0].query == ({"type": ["volume"]} if version == "1.42" else {})


def test_images_without_a_name_or_all_of_them(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/system/df", json={"Images": [
        {"Id": "1", "RepoTags": ["<none>:<none>"], "RepoDigests": ["<none>@<none>"], "Size": 9, "SharedSize": 4,
         "Containers": 0, "Created": 1},
        {"Id": "2", "RepoTags": ["a:1", "a:2"], "Size": 3, "SharedSize": -1, "Containers": -1, "Created": 1},
        {"Id": "3", "RepoTags": None, "RepoDigests": ["a@sha256:1"], "Size": 1, "Created": 1},
        {"Id": "4", "RepoTags": None, "Containers": 2, "Created": 1},
    ]})  # fmt: skip
    assert unused.images(connection, {}, before) == [Unused("image", "1", "<none>", 5)]
    assert unused.images(connection, {"dangling": ["false"]}, before)[1:] == [
        Unused("image", "2", "a:1", 3, ("a:1", "a:2")),
        Unused("image", "3", "a@sha256:1", 1, ("a@sha256:1",)),
    ]


def test_the_build_cache(fake: FakeEngine, connection: Connection) -> None:
    fake.on("GET", "/system/df", json={"BuildCache": [
        {"ID": "1", "Type": "regular", "Size": 5, "Description": "RUN x", "LastUsedAt": "2023-11-14T22:13:20Z"},
        {"ID": "2", "Type": "regular", "Shared": True, "CreatedAt": "2023-11-14T22:13:20Z"},
        {"ID": "3", "Type": "internal", "CreatedAt": "2023-11-14T22:13:20Z"},
        {"ID": "4", "Type": "regular", "InUse": True},
    ]})  # fmt: skip
    assert unused.builds(connection, {}, before) == [Unused("build cache", "1", "RUN x", 5)]
    assert [item.id for item in unused.builds(connection, {"all": ["true"]}, before)] == ["1", "2", "3"]
    assert unused.builds(connection, {"until": ["1699999999"]}, before) == []


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        (Unused("container", "1", "a", 0), [("DELETE", "/containers/1", {})]),
        (Unused("volume", "v", "v", 0), [("DELETE", "/volumes/v", {})]),
        (Unused("image", "1", "<none>", 0), [("DELETE", "/images/1", {})]),
        (
            Unused("image", "1", "a:1", 0, ("a:1", "b:1")),
            [("DELETE", "/images/a:1", {}), ("DELETE", "/images/b:1", {})],
        ),
        (
            Unused("build cache", "1", "", 0),
            [("POST", "/build/prune", {"all": ["1"], "filters": ['{"id":{"1":true}}']})],
        ),
    ],
)
def test_exactly_one_is_deleted_and_never_by_force(
    fake: FakeEngine, connection: Connection, item: Unused, wanted: list[tuple[str, str, Any]]
) -> None:
    for method, path, _ in wanted:
        fake.on(method, path)
    unused.delete(connection, item)
    assert [(request.method, request.path, request.query) for request in fake.requests] == wanted
