"""``volume ls``."""

from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_names_in_order(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/volumes", json={"Volumes": [{"Name": "v10"}, {"Name": "v9"}]})
    assert run("volume", "ls", "-q").stdout == "v9\nv10\n"


def test_cluster_volumes_only(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/volumes", json={"Volumes": [{"Name": "v"}, {"Name": "c", "ClusterVolume": {"ID": "x"}}]})
    lines = run("volume", "ls", "--cluster").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["VOLUME", "c"]
    assert lines[1].endswith("pending creation")


@pytest.mark.parametrize("flag", ["--quiet", "--format=x"])
def test_what_cluster_does_not_take(flag: str, run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/volumes", json={"Volumes": None})
    assert run("volume", "ls", "--cluster", flag).exit_code == 1
