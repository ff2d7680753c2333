"""``pydock container stats``."""

from __future__ import annotations

import json
from typing import Any

from tests.support.command import Runner
from tests.support.engine import CUT, STALL, FakeEngine

ID = "abc" * 22


def _message(**changes: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "name": "/web",
        "cpu_stats": {"cpu_usage": {"total_usage": 200}, "system_cpu_usage": 2000, "online_cpus": 2},
        "precpu_stats": {"cpu_usage": {"total_usage": 100}, "system_cpu_usage": 1000},
        "memory_stats": {"usage": 3072, "limit": 4096, "stats": {"inactive_file": 1024}},
        "networks": {"eth0": {"rx_bytes": 1500, "tx_bytes": 84}},
        "blkio_stats": {"io_service_bytes_recursive": [{"op": "read", "value": 10}, {"op": "Write", "value": 5}]},
        "pids_stats": {"current": 3},
        **changes,
    }


def test_named(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/web/stats", json=_message())
    result = run("stats", "--no-stream", "--format", "json", "web")
    assert json.loads(result.stdout) == {
        "BlockIO": "10B / 5B",
        "CPUPerc": "20.00%",
        "Container": "web",
        "ID": ID[:12],
        "MemPerc": "50.00%",
        "MemUsage": "2KiB / 4KiB",
        "Name": "web",
        "NetIO": "1.5kB / 84B",
        "PIDs": "3",
    }
    assert fake.requests[0].query == {"stream": ["0"]}


def test_unknown(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/web/stats", status=404, json={"message": "No such container: web"})
    assert run("stats", "--no-stream", "web") == (1, "", "Error response from daemon: No such container: web\n")


def test_all_listens_before_it_lists(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/events", chunks=[STALL])
    fake.on("GET", "/containers/json", json=[{"Id": ID}])
    fake.on("GET", f"/containers/{ID[:12]}/stats", json=_message())
    assert run("stats", "--no-stream", "--no-trunc", "--format", "{{.ID}} {{.Name}}").stdout == f"{ID} web\n"
    assert [request.path for request in fake.requests[:2]] == ["/events", "/containers/json"]


def test_none(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/events", chunks=[STALL])
    fake.on("GET", "/containers/json", json=[])
    assert run("stats", "--no-stream", "--format", "{{.Name}}") == (0, "", "")


def test_named_until_the_engine_goes(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/web/stats", chunks=[json.dumps(_message()).encode() + b"\n", CUT])
    result = run("stats", "--format", "{{.Name}}", "web")
    assert (result.exit_code, result.stderr) == (1, "unexpected EOF\n")


def test_followed_until_the_engine_goes(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/events", chunks=[json.dumps({"Action": "start", "Actor": {"ID": ID}}).encode() + b"\n"])
    fake.on("GET", "/containers/json", json=[])
    fake.on("GET", f"/containers/{ID[:12]}/stats", chunks=[json.dumps(_message()).encode() + b"\n", STALL])
    result = run("stats", "--format", "{{.Name}}")
    assert result == (1, "web\n", "the engine ended its events\n")


def test_columns_in_an_order(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/a/stats", json=_message(id="a", name="/a", pids_stats={"current": 9}))
    fake.on("GET", "/containers/b/stats", json=_message(id="b", name="/b", pids_stats={"current": 10}))
    done = run("stats", "--no-stream", "--columns", "name,pids", "--sort", "pids:desc", "a", "b")
    assert [line.split() for line in done.stdout.splitlines()] == [["NAME", "PIDS"], ["b", "10"], ["a", "9"]]
