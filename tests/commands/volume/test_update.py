from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_update(run: Runner, fake: FakeEngine) -> None:
    cluster = {"ID": "vid", "Version": {"Index": 7}, "Spec": {"Group": "g", "Availability": "active"}}
    fake.on("GET", "/volumes/v1", json={"Name": "v1", "ClusterVolume": cluster})
    fake.on("PUT", "/volumes/vid")
    assert run("volume", "update", "--availability", "drain", "v1") == (0, "", "")
    assert fake.requests[-1].query == {"version": ["7"]}
    assert fake.requests[-1].json == {"Spec": {"Group": "g", "Availability": "drain"}}


def test_a_plain_volume(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/volumes/v1", json={"Name": "v1"})
    assert run("volume", "update", "v1").stderr == "can only update cluster volumes\n"
