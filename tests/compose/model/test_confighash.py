"""Hashes of configurations. The texts are docker compose 2.40's own."""

from __future__ import annotations

import pytest

from pydock.compose.model.confighash import hashed_service, network_hash, service_hash, volume_hash
from pydock.compose.model.shapes import SERVICE, Struct
from tests.compose.model.making import project

TEXT = """\
services:
  web:
    image: busybox
    command: sleep 100
    environment: {B: "2", A: null}
    ports: ["8080:80"]
    volumes: ["data:/data"]
    depends_on: [db]
    scale: 2
    build: .
    deploy: {replicas: 2, resources: {limits: {cpus: "0.5", memory: 64M}}}
    profiles: []
  db:
    image: busybox
networks: {default: {driver: bridge, labels: {x: y}}}
volumes: {data: {}}
"""


def test_hashes_are_composes_own() -> None:
    services = project(TEXT, project_name="demo").services
    assert service_hash(services["db"]) == "2afd7866203dca40993313263173003833e9de9c3ad83f2f59484e32a5605234"
    assert service_hash(services["web"]) == "f95ba8094cb8ec41af215aa1ac17f2c4a9fcba353ef602cd4ad18cdaeb4f8a06"


@pytest.mark.parametrize(
    "change",
    [
        ("scale: 2", "scale: 3"), ("    build: .\\n", ""), ("replicas: 2", "replicas: 2"),
        ("profiles: []", "pull_policy: always"), ("    depends_on: [db]\\n", ""),
    ],
)  # fmt: skip
def test_what_no_container_is_made_of_does_not_count(change: tuple[str, str]) -> None:
    old, new = (text.replace("\\n", "\n") for text in change)
    changed = TEXT.replace(old, new).replace("replicas: 2", "replicas: 3" if "scale: 3" in new else "replicas: 2")
    assert changed != TEXT or old == new
    before, after = (service_hash(project(text).services["web"]) for text in (TEXT, changed))
    assert before == after


@pytest.mark.parametrize(
    "change", [("busybox\n    command", "alpine\n    command"), ("8080:80", "8081:80"), ("64M", "65M")]
)
def test_what_it_is_made_of_does(change: tuple[str, str]) -> None:
    before, after = (service_hash(project(text).services["web"]) for text in (TEXT, TEXT.replace(*change)))
    assert before != after


def test_the_service_itself_stays_whole() -> None:
    service = project(TEXT).services["web"]
    assert "build" not in hashed_service(service)
    assert "replicas" not in hashed_service(service)["deploy"]
    assert {"build", "scale", "depends_on"} <= set(service)
    assert service["deploy"]["replicas"] == 2


def test_a_volume_without_a_driver_is_a_local_one() -> None:
    def of(driver: str) -> str:
        return volume_hash(project(TEXT.replace("data: {}", f"data: {{{driver}}}")).volumes["data"])

    assert of("") == of("driver: local") != of("driver: nfs")


def test_networks() -> None:
    before, after = (project(text).networks["default"] for text in (TEXT, TEXT.replace("x: y", "x: z")))
    assert network_hash(before) != network_hash(after)


def test_files_of_variables_count_by_path() -> None:
    files = [{"path": "/e", "required": True, "format": "raw"}, {"path": "/f", "required": False}]
    assert hashed_service(Struct(SERVICE, {"env_file": files}))["env_file"] == ["/e", files[1]]
