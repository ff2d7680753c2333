"""Numbers of ``stats`` from the engine's messages."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.listing import render_list
from pydock.views.stats import Usage, listing

LINE = "{{.CPUPerc}}|{{.MemUsage}}|{{.MemPerc}}|{{.NetIO}}|{{.BlockIO}}|{{.PIDs}}|{{.Name}}"


def _usage(message: dict[str, Any]) -> Usage:
    usage = Usage("c")
    usage.update(message)
    return usage


def test_nothing_heard() -> None:
    assert render_list(listing(), [Usage("c")], LINE) == "--|-- / --|--|--|--|--|--\n"


def test_a_stopped_container_uses_nothing() -> None:
    assert render_list(listing(), [_usage({"name": "c1", "Id": "f00"})], "{{.ID}} {{.Name}}") == "f00 c1\n"
    assert render_list(listing(), [_usage({"name": "/c1"})], LINE) == "0.00%|0B / 0B|0.00%|0B / 0B|0B / 0B|0|c1\n"


@pytest.mark.parametrize(
    ("stats", "used"),
    [
        ({"total_inactive_file": 100, "inactive_file": 1}, 900.0),
        ({"inactive_file": 300}, 700.0),
        ({"inactive_file": 2000}, 1000.0),
        ({}, 1000.0),
    ],
)
def test_cache_does_not_count(stats: dict[str, int], used: float) -> None:
    assert _usage({"memory_stats": {"usage": 1000, "stats": stats}}).memory == used


def test_processors_counted_by_their_shares() -> None:
    message = {
        "cpu_stats": {"cpu_usage": {"total_usage": 50, "percpu_usage": [1, 1, 1, 1]}, "system_cpu_usage": 100},
        "precpu_stats": {},
    }
    assert _usage(message).cpu == 200.0


def test_reset() -> None:
    usage = _usage({"name": "/c", "pids_stats": {"current": 4}})
    usage.reset()
    assert (usage.valid, usage.pids, usage.name) == (False, 0, "/c")
