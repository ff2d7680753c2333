"""Lists on real engines: filters turned round, columns and documents."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.support.live import LiveEngine


def test_filters_turned_round(live: LiveEngine) -> None:
    live.ok("run", "-d", "--name", "marked", "--label", "mark=1", "busybox", "sleep", "1000")
    live.ok("create", "--name", "plain", "busybox")
    names = ("--format", "{{.Names}}")
    assert live.ok("ps", "-a", *names, "--filter", "not label=mark") == "plain\n"
    assert live.ok("ps", "-a", *names, "--filter", "not status=created") == "marked\n"
    assert live.ok("ps", *names, "--filter", "not name=marked") == ""
    assert live.ok("ps", "-n", "1", *names, "--filter", "not name=plain") == "marked\n"
    live.ok("network", "create", "--label", "mark=1", "n1")
    assert "n1" not in live.ok("network", "ls", "--format", "{{.Name}}", "--filter", "not label=mark").split()
    live.ok("volume", "create", "--label", "mark=1", "v1")
    live.ok("volume", "create", "v2")
    assert live.ok("volume", "ls", "-q", "--filter", "not label=mark").split() == ["v2"]


def test_a_name_of_an_image_goes_alone(live: LiveEngine) -> None:
    live.ok("tag", "busybox", "other:1")
    shown = live.ok("images", "--format", "{{.Repository}}", "--filter", "not reference=*busybox*").split()
    assert any(name.endswith("other") for name in shown)
    assert not any("busybox" in name for name in shown)


def test_build_cache(live: LiveEngine) -> None:
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    live.pydock("build", "-q", "-", stdin=b"FROM busybox\nRUN echo a > /a\n")
    kinds = live.ok("buildx", "du", "--format", "{{.Type}}").split()
    assert "regular" in kinds
    others = live.ok("buildx", "du", "--format", "{{.Type}}", "--filter", "not type=regular").split()
    assert sorted(others) == sorted(kind for kind in kinds if kind != "regular")


@pytest.mark.parametrize(
    "argv", [("ps", "-a"), ("images",), ("network", "ls"), ("volume", "ls"), ("stats", "--no-stream"), ("system", "df")]
)
def test_documents(live: LiveEngine, argv: tuple[str, ...]) -> None:
    live.ok("run", "-d", "--name", "web", "--label", 'text=a,"b"', "-v", "v1:/data", "busybox", "sleep", "1000")
    records = json.loads(live.ok(*argv, "--format", "json-array"))
    rows = list(csv.DictReader(io.StringIO(live.ok(*argv, "--format", "csv"))))
    assert len(rows) == len(records) > 0
    for record, row in zip(records, rows, strict=True):
        assert row.keys() <= record.keys()
    first = next(iter(rows[0]))
    titled = live.ok(*argv, "--columns", first, "--sort", f"{first}:desc").splitlines()
    assert len(titled) == len(rows) + 1
