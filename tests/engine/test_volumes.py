"""Typed calls on volumes."""

from __future__ import annotations

import pytest

from pydock.engine.connection import Connection
from pydock.engine.volumes import Volumes
from pydock.errors import ConflictError, PydockError, VersionError
from tests.engine.conftest import Connect
from tests.support.engine import FakeEngine


@pytest.fixture
def volumes(connection: Connection) -> Volumes:
    return Volumes(connection)


def test_lists(fake: FakeEngine, volumes: Volumes) -> None:
    fake.on("GET", "/volumes", json={"Volumes": None, "Warnings": ["w"]})
    assert volumes.list({"dangling": ["true"]}) == {"Volumes": None, "Warnings": ["w"]}
    assert fake.requests[0].query == {"filters": ['{"dangling":{"true":true}}']}


def test_creation(fake: FakeEngine, volumes: Volumes) -> None:
    fake.on("POST", "/volumes/create", status=201, json={"Name": "v"})
    assert volumes.create({"Name": "v", "Driver": "local"}) == {"Name": "v"}
    assert fake.requests[0].json == {"Name": "v", "Driver": "local"}


def test_only_engines_with_cluster_volumes_change_one(fake: FakeEngine, connect: Connect) -> None:
    with pytest.raises(VersionError, match=r'^"volume update" requires API version 1\.42'):
        Volumes(connect(fake, {"DOCKER_API_VERSION": "1.41"})).update("v", 1, {})
    fake.on("PUT", "/volumes/v")
    Volumes(connect(fake)).update("v", 7, {"Availability": "drain"})
    assert fake.requests[0].query == {"version": ["7"]}
    assert fake.requests[0].json == {"Spec": {"Availability": "drain"}}


def test_removal(fake: FakeEngine, volumes: Volumes) -> None:
    fake.on("DELETE", "/volumes/v", status=204)
    volumes.remove("v")
    volumes.remove("v", force=True)
    assert [request.query for request in fake.requests] == [{}, {"force": ["1"]}]
    fake.on("DELETE", "/volumes/v", status=409, json={"message": "volume is in use"})
    with pytest.raises(ConflictError, match="volume is in use"):
        volumes.remove("v")
    with pytest.raises(PydockError, match="invalid volume name or ID: value is empty"):
        volumes.remove("")


def test_pruning(fake: FakeEngine, volumes: Volumes) -> None:
    fake.on("POST", "/volumes/prune", json=None)
    assert volumes.prune() == volumes.prune({"all": ["true"]}) == {}
    assert [request.query for request in fake.requests] == [{}, {"filters": ['{"all":{"true":true}}']}]
