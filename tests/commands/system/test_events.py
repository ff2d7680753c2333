from __future__ import annotations

import json

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

EVENT = {
    "status": "create",
    "id": "c1",
    "from": "busybox",
    "Type": "container",
    "Action": "create",
    "Actor": {"ID": "c1", "Attributes": {"name": "web", "image": "busybox"}},
    "scope": "local",
    "time": 1700000000,
    "timeNano": 1700000000000000005,
}


AS_JSON = json.dumps(
    EVENT | {"Actor": {"ID": "c1", "Attributes": {"image": "busybox", "name": "web"}}}, separators=(",", ":")
)


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ([], "2023-11-14T22:13:20.000000005Z container create c1 (image=busybox, name=web)\n"),
        (["--format", "{{.Action}} {{.Actor.Attributes.name}}"], "create web\n"),
        (["--format", "json"], f"{AS_JSON}\n"),
    ],
)
def test_forms(run: Runner, fake: FakeEngine, words: list[str], want: str) -> None:
    fake.on("GET", "/events", chunks=[json.dumps(EVENT).encode() + b"\n"])
    assert run("events", "--since", "0", "--until", "2024-01-01Z", "-f", "type=container", *words) == (0, want, "")
    query = fake.requests[0].query
    assert (query["since"], query["until"]) == (["0"], ["1704067200.000000000"])


def test_faults(run: Runner, fake: FakeEngine) -> None:
    assert run("events", "--since", "bogus").stderr == 'failed to parse value as time or duration: "bogus"\n'
    assert run("events", "--format", "{{.").exit_code == 64
    fake.on("GET", "/events", chunks=[json.dumps(EVENT).encode()])
    assert run("events", "--format", "{{.Nope}}").stderr.startswith("Error parsing format: template: :1:2: executing")
