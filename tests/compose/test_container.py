"""A service as a create request: mounts in the form that says them, and what they carry over."""

from __future__ import annotations

from typing import Any

from pydock.compose.container import container_name, create_body, primary_first
from pydock.compose.model.load import Request, load
from pydock.compose.model.project import Project
from pydock.compose.mounts import mounts_of


def _project(service: str, rest: str = "") -> Project:
    text = f"services:\n  a: {{image: x, {service}}}\n{rest}"

    def fail(message: str) -> None:
        raise AssertionError(message)

    return load(Request("/proj", {"HOME": "/h"}, fail, lambda: text.encode(), files=["-"], project_name="p"))


def _mounts(project: Project, **given: Any) -> Any:
    heard: list[str] = []
    found = mounts_of(project, project.services["a"], heard.append, given.get("replaced"), given.get("image"))
    assert heard == given.get("warnings", [])
    return found


def test_binds_where_they_say_it_all_else_mounts() -> None:
    service = "volumes: ['./x:/x:ro,z', 'vol:/v', '/tmp:/t:rshared', {type: tmpfs, target: /r}, /anon]"
    project = _project(service, "volumes: {vol: }\n")
    assert _mounts(project) == (
        ["/proj/x:/x:ro,z", "p_vol:/v:rw"],
        [
            {
                "Type": "bind",
                "Source": "/tmp",
                "Target": "/t",
                "BindOptions": {"Propagation": "rshared", "CreateMountpoint": True},
            },
            {"Type": "tmpfs", "Target": "/r"},
            {"Type": "volume", "Target": "/anon", "VolumeOptions": {}},
        ],
    )


def test_anonymous_volumes_are_carried_over() -> None:
    mounts = [
        {"Type": "volume", "Name": "v1", "Destination": "/anon", "RW": True},
        {"Type": "volume", "Name": "v2", "Destination": "/image", "RW": False},
        {"Type": "volume", "Name": "v3", "Destination": "/gone", "RW": True},
    ]
    found = _mounts(
        _project("volumes: [/anon]"),
        replaced={"Mounts": mounts},
        image={"Config": {"Volumes": {"/image": {}}}},
    )
    assert found == (
        [],
        [
            {"Type": "volume", "Source": "v1", "Target": "/anon"},
            {"Type": "volume", "Source": "v2", "Target": "/image", "ReadOnly": True},
        ],
    )


def test_networks_by_priority_and_the_name() -> None:
    project = _project("networks: {b: , a: , z: {priority: 5}}", "networks: {a: , b: , z: }\n")
    service = project.services["a"]
    assert primary_first(service) == ["z", "a", "b"]
    body = create_body(project, "a", service, container="p-a-1", labels={}, mounts=([], []), links=[])
    assert body["HostConfig"]["NetworkMode"] == "p_z"
    assert sorted(body["NetworkingConfig"]["EndpointsConfig"]) == ["p_a", "p_b", "p_z"]
    assert container_name(project, "a", 2) == "p-a-2"
    assert container_name(_project("container_name: own"), "a", 1) == "own"


def test_limits_health_and_restart() -> None:
    project = _project(
        "cpus: 0.5, ulimits: {nofile: 5}, restart: on-failure:2, healthcheck: {disable: true}, cap_add: [net_admin], "
        "deploy: {resources: {limits: {memory: 5m}}}, ports: ['8080:80'], expose: [90]"
    )
    body = create_body(project, "a", project.services["a"], container="c", labels={}, mounts=([], []), links=[])
    host = body["HostConfig"]
    assert (host["NanoCpus"], host["Memory"], host["CapAdd"]) == (500_000_000, 5 * 2**20, ["CAP_NET_ADMIN"])
    assert host["Ulimits"] == [{"Name": "nofile", "Hard": 5, "Soft": 5}]
    assert host["RestartPolicy"] == {"Name": "on-failure", "MaximumRetryCount": 2}
    assert host["PortBindings"] == {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}
    assert body["ExposedPorts"] == {"90": {}, "80/tcp": {}}
    assert body["Healthcheck"] == {"Test": ["NONE"]}
