"""Short syntax."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.shortforms import is_file_path, is_remote_context, parse_device, parse_mount, parse_ports
from pydock.errors import ConfigError


@pytest.mark.parametrize(
    ("spec", "mount"),
    [
        ("/x", {"type": "volume", "target": "/x"}),
        ("/data", {"type": "volume", "target": "/data", "volume": {}}),
        ("vol:/d", {"type": "volume", "source": "vol", "target": "/d", "volume": {}}),
        ("vol:/d:nocopy,ro", {"type": "volume", "source": "vol", "target": "/d", "read_only": True,
                              "volume": {"nocopy": True}}),
        ("./s:/d", {"type": "bind", "source": "./s", "target": "/d", "bind": {"create_host_path": True}}),
        ("~/s:/d:rw,rshared,Z", {"type": "bind", "source": "~/s", "target": "/d",
                                 "bind": {"propagation": "rshared", "selinux": "Z", "create_host_path": True}}),
        ("c:/s:/d", {"type": "bind", "source": "c:/s", "target": "/d", "bind": {"create_host_path": True}}),
        ("vol:/d:z", {"type": "volume", "source": "vol", "target": "/d", "bind": {"selinux": "z"}, "volume": {}}),
    ],
)  # fmt: skip
def test_mounts(spec: str, mount: dict[str, Any]) -> None:
    assert parse_mount(spec) == mount


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("", "invalid empty volume spec"),
        ("vol::/d", "invalid spec: vol::/d: empty section between colons"),
        ("vol:/d:ro:x1", "invalid spec: vol:/d:ro:x1: too many colons"),
    ],
)
def test_mounts_that_are_none(spec: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_mount(spec)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("source", "path"),
    [("", False), ("vol", False), ("./x", True), ("~", True), ("/", True), ("C:\\x", True), ("1:x", False)],
)
def test_paths_and_names(source: str, path: bool) -> None:
    assert is_file_path(source) is path


def ports(spec: str) -> list[str]:
    return [
        f"{port.get('host_ip', '')}|{port.get('published', '')}|{port['target']}/{port['protocol']}"
        for port in parse_ports(spec)
    ]


@pytest.mark.parametrize(
    ("spec", "result"),
    [
        ("80", ["||80/tcp"]),
        ("8080:80/UDP", ["|8080|80/udp"]),
        ("127.0.0.1:8080:80", ["127.0.0.1|8080|80/tcp"]),
        ("127.0.0.1::80", ["127.0.0.1||80/tcp"]),
        ("[::1]:8080:80", ["::1|8080|80/tcp"]),
        ("80-81", ["||80/tcp", "||81/tcp"]),
        ("8080-8081:80-81", ["|8080|80/tcp", "|8081|81/tcp"]),
        ("8080-8090:80", ["|8080-8090|80/tcp"]),
        ("9-10:9-10", ["|10|10/tcp", "|9|9/tcp"]),
    ],
)
def test_ports(spec: str, result: list[str]) -> None:
    assert ports(spec) == result


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("80:", "No port specified: 80:<empty>"),
        ("80:x", "Invalid containerPort: x"),
        ("x:80", "Invalid hostPort: x"),
        ("70000", "Invalid containerPort: 70000"),
        ("81-80", "Invalid containerPort: 81-80"),
        ("8080-8081:80-82", "Invalid ranges specified for container and host Ports: 80-82 and 8080-8081"),
        ("80/icmp", "Invalid proto: icmp"),
        ("1.2.3:80:80", "Invalid ip address: 1.2.3"),
        ("::1:80:80", "Invalid ip address ::1: address ::1:: too many colons in address"),
    ],
)
def test_ports_that_are_none(spec: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_ports(spec)
    assert caught.value.message == message


def test_devices() -> None:
    assert parse_device("/dev/a") == {"source": "/dev/a", "target": "/dev/a", "permissions": "rwm"}
    assert parse_device("/dev/a:/dev/b:r") == {"source": "/dev/a", "target": "/dev/b", "permissions": "r"}
    with pytest.raises(ConfigError, match=r"^confusing device mapping, please use long syntax: a:b:c:d$"):
        parse_device("a:b:c:d")


@pytest.mark.parametrize(
    "context", ["https://h/r.git", "git@h:r", "github.com/a/b", "service:x", "docker-image://i", "ssh://h/r"]
)
def test_contexts_elsewhere(context: str) -> None:
    assert is_remote_context(context)
    assert not is_remote_context(f"./{context.partition(':')[0]}")
