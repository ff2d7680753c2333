"""Which attribute of a container changed."""

from __future__ import annotations

from typing import Any

from pydock.compose.reasons import Change, changes

HOST: dict[str, Any] = {"Memory": 0, "Binds": None}
BODY: dict[str, Any] = {"Cmd": ["a"], "Env": ["A=1"], "Labels": {"x": "y"}, "Image": "app", "HostConfig": HOST}
CONTAINER: dict[str, Any] = {
    "Config": {"Cmd": ["a"], "Env": ["A=1", "PATH=/bin"], "Labels": {"x": "y", "i": "j"}, "Image": "app"},
    "HostConfig": {"Memory": 0, "Binds": [], "ShmSize": 67108864, "IpcMode": "private"},
}
IMAGE = {"Config": {"Env": ["PATH=/bin"], "Labels": {"i": "j"}, "Cmd": ["sh"]}}


def test_nothing_changed() -> None:
    assert changes(BODY, CONTAINER, IMAGE) == []


def test_each_change_says_from_what_to_what() -> None:
    body = {**BODY, "Cmd": ["b", "c"], "Env": ["A=2"], "Labels": {}, "HostConfig": {**HOST, "Memory": 5}}
    assert [str(change) for change in changes(body, CONTAINER, IMAGE)] == [
        "command changed from a to b c",
        "environment.A changed from 1 to 2",
        "labels.x changed from y to nothing",
        "mem_limit changed from nothing to 5",
    ]


def test_a_command_that_is_the_images_own_again() -> None:
    body = {**BODY, "Cmd": None}
    assert changes(body, CONTAINER, IMAGE) == [Change("command", ["a"], None)]
    container = {**CONTAINER, "Config": {**CONTAINER["Config"], "Cmd": ["sh"]}}
    assert changes(body, container, IMAGE) == []


def test_no_restart_policy_is_the_engines_no() -> None:
    container = {**CONTAINER, "HostConfig": {**CONTAINER["HostConfig"], "RestartPolicy": {"Name": "no"}}}
    assert changes({**BODY, "HostConfig": dict(HOST)}, container, IMAGE) == []
    container["HostConfig"]["RestartPolicy"] = {"Name": "always"}
    assert [change.attribute for change in changes({**BODY, "HostConfig": dict(HOST)}, container, IMAGE)] == ["restart"]


PODMAN: dict[str, Any] = {
    "Config": {
        "Cmd": ["a"],
        "Env": ["PATH=/bin", "TERM=xterm", "container=podman", "A=1", "HOME=/root", "HOSTNAME=1234"],
        "Labels": {"x": "y"},
        "Image": "docker.io/library/app:latest",
        "WorkingDir": "/",
        "StopSignal": "9",
    },
    "HostConfig": {
        "NetworkMode": "bridge",
        "PidMode": "private",
        "UTSMode": "private",
        "PidsLimit": 2048,
        "Ulimits": [{"Name": "RLIMIT_NOFILE", "Hard": 1024, "Soft": 1024}],
        "Binds": [f"{'e' * 64}:/cache:rw,rprivate,nosuid,nodev,rbind", "p_data:/data:rw,rprivate,nosuid,nodev,rbind"],
    },
    "Mounts": [{"Type": "volume", "Name": "e" * 64, "Destination": "/cache"}],
    "NetworkSettings": {"Networks": {"p_default": {}}},
}
ON_PODMAN: dict[str, Any] = {
    **BODY,
    "StopSignal": "KILL",
    "HostConfig": {
        "NetworkMode": "p_default",
        "Binds": ["p_data:/data:rw"],
        "Mounts": [{"Type": "volume", "Target": "/cache"}],
    },
}


def test_what_podman_adds_is_no_change() -> None:
    image = {"Config": {"Env": ["PATH=/bin"]}}
    assert changes(ON_PODMAN, PODMAN, image) == []


def test_what_changed_on_podman() -> None:
    host = {**ON_PODMAN["HostConfig"], "PidsLimit": 5, "Binds": ["p_data:/data:ro"]}
    body = {**ON_PODMAN, "Env": ["A=1", "HOME=/x"], "StopSignal": "", "Image": "app:2", "HostConfig": host}
    image = {"Config": {"Env": ["PATH=/bin"]}}
    assert [str(change) for change in changes(body, PODMAN, image)] == [
        "stop_signal changed from SIGKILL to nothing",
        "image changed from docker.io/library/app:latest to app:2",
        "environment.HOME changed from /root to /x",
        "pids_limit changed from 2048 to 5",
        "volumes changed from p_data:/data:rw to p_data:/data:ro",
    ]
