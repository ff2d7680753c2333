"""The engine and its machine as text."""

from __future__ import annotations

from typing import Any

from pydock.views.info import client_text, server_text

CLIENT: dict[str, Any] = {
    "Version": "28.2.2",
    "Context": "default",
    "Debug": False,
    "Plugins": [
        {"Name": "buildx", "ShortDescription": "Build", "Vendor": "Docker Inc.", "Version": "v1", "Path": "/p"},
        {"Name": "broken", "Err": "no metadata"},
    ],
}
INFO: dict[str, Any] = {
    "Containers": 2,
    "ContainersRunning": 1,
    "ContainersStopped": 1,
    "Images": 3,
    "ServerVersion": "28.5.2",
    "Driver": "overlay2",
    "DriverStatus": [["Backing Filesystem", "extfs"]],
    "Plugins": {"Volume": ["local"], "Network": ["bridge", "host"], "Authorization": None, "Log": ["json-file"]},
    "Swarm": {"LocalNodeState": "inactive"},
    "Runtimes": {"runc": {}, "a": {}},
    "DefaultRuntime": "runc",
    "OSType": "linux",
    "SecurityOptions": ["name=seccomp,profile=builtin", "name=cgroupns"],
    "NCPU": 4,
    "MemTotal": 1 << 31,
    "Labels": ["a=b"],
    "RegistryConfig": {
        "IndexConfigs": {"docker.io": {"Name": "docker.io", "Secure": True}, "r": {"Name": "r:5000", "Secure": False}},
        "InsecureRegistryCIDRs": ["127.0.0.0/8"],
        "Mirrors": ["https://mirror/"],
    },
    "DefaultAddressPools": [{"Base": "10.0.0.0/8", "Size": 24}],
    "NFd": 30,
}


def test_only_usable_plugins_of_the_client() -> None:
    text = client_text(CLIENT)
    assert "  buildx: Build (Docker Inc.)\n    Version: v1\n    Path:    /p\n" in text
    assert "broken" not in text


def test_the_engine() -> None:
    lines = server_text(INFO, username="alice").splitlines()
    assert lines[:6] == [
        "Server:", " Containers: 2", "  Running: 1", "  Paused: 0", "  Stopped: 1", " Images: 3",
    ]  # fmt: skip
    assert "  Network: bridge host" in lines and not any("Authorization" in line for line in lines)
    assert lines[lines.index(" Security Options:") + 1 :][:3] == ["  seccomp", "   Profile: builtin", "  cgroupns"]
    assert " Runtimes: a runc" in lines and " Total Memory: 2GiB" in lines and " Username: alice" in lines
    assert lines[lines.index(" Insecure Registries:") + 1 :][:2] == ["  r:5000", "  127.0.0.0/8"]
    assert "   Base: 10.0.0.0/8, Size: 24" in lines
    assert not any("File Descriptors" in line for line in lines)


def test_debugging_shows_what_the_engine_holds() -> None:
    assert "  File Descriptors: 30" in server_text(INFO, debug=True)
    assert "  File Descriptors: 30" in server_text({**INFO, "Debug": True})


def test_an_engine_that_says_little() -> None:
    text = server_text({})
    assert " Containers: 0\n" in text and "Init Binary" not in text and " Swarm: \n" in text
