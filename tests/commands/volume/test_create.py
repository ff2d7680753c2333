from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_create(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/volumes/create", status=201, json={"Name": "v1"})
    assert run("volume", "create", "--label", "a", "-o", "type=nfs", "v1") == (0, "v1\n", "")
    assert fake.requests[0].json == {
        "Name": "v1",
        "Driver": "local",
        "DriverOpts": {"type": "nfs"},
        "Labels": {"a": ""},
    }


def test_a_cluster_volume(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/volumes/create", status=201, json={"Name": "v1"})
    words = ("--group", "g", "--type", "mount", "--required-bytes", "1g", "--topology-required", "r=1,z=2")
    assert run("volume", "create", *words, "--secret", "k=s", "v1").exit_code == 0
    assert fake.requests[0].json["ClusterVolumeSpec"] == {
        "Group": "g",
        "AccessMode": {"Scope": "single", "Sharing": "none", "MountVolume": {}},
        "AccessibilityRequirements": {"Requisite": [{"Segments": {"r": "1", "z": "2"}}]},
        "CapacityRange": {"RequiredBytes": 1 << 30, "LimitBytes": 0},
        "Availability": "active",
        "Secrets": [{"Key": "k", "Secret": "s"}],
    }


def test_two_names(run: Runner) -> None:
    assert run("volume", "create", "--name", "a", "b").stderr == (
        "conflicting options: cannot specify a volume-name through both --name and as a positional arg\n"
    )


@pytest.mark.parametrize("flag", ["--group", "--secret"])
def test_gates(run: Runner, fake: FakeEngine, flag: str) -> None:
    fake.ping = {**fake.ping, "Api-Version": "1.41"}
    assert run("volume", "create", flag, "a=b", "v").stderr == (
        f'"{flag}" requires API version 1.42, but the Docker daemon API version is 1.41\n'
    )
