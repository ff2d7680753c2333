"""What every list of the tree has beyond Docker's: columns by name, an order, and documents."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from pydock.cli import tree
from pydock.cli.command import Flag
from pydock.cli.lazy import load
from tests.support.command import Runner
from tests.support.engine import FakeEngine

#: commands whose --format shapes one document, a stream or the lines of a run, and no list of rows
NO_LISTS = {
    "batch",
    "buildx history inspect",
    "buildx imagetools inspect",
    "compose alpha generate",
    "compose config",
    "compose version",
    "doctor",
    "inspect",
    "system events",
    "system info",
    "version",
}

NODE = {
    "ID": "n1",
    "Spec": {"Role": "manager", "Availability": "active"},
    "Description": {"Hostname": "host", "Engine": {"EngineVersion": "28"}},
    "Status": {"State": "ready"},
}
SERVICE = {
    "ID": "s1",
    "Spec": {
        "Name": "stack_web",
        "Labels": {"com.docker.stack.namespace": "stack"},
        "Mode": {"Replicated": {"Replicas": 1}},
        "TaskTemplate": {"ContainerSpec": {"Image": "web"}},
    },
    "ServiceStatus": {"RunningTasks": 1, "DesiredTasks": 1},
    "Endpoint": {},
}
TASK = {
    "ID": "t1",
    "ServiceID": "s1",
    "NodeID": "n1",
    "Slot": 1,
    "Spec": {"ContainerSpec": {"Image": "web"}},
    "DesiredState": "running",
    "Status": {"State": "running", "Timestamp": "2024-01-01T00:00:00Z"},
}
STORED = {"ID": "x1", "Spec": {"Name": "x"}, "CreatedAt": "2024-01-01T00:00:00Z", "UpdatedAt": "2024-01-01T00:00:00Z"}
PLUGIN = {"Id": "p1", "Name": "p:latest", "Enabled": True, "Config": {"Description": "d"}}

#: the command line of each list, what the engine answers, and a column
LISTS: list[tuple[list[str], dict[str, Any], str]] = [
    (["config", "ls"], {"/configs": [STORED]}, "name"),
    (["container", "ls"], {"/containers/json": [{"Id": "c1", "Names": ["/a,\tb"], "Created": 1}]}, "names"),
    (["container", "stats", "--no-stream", "c1"], {"/containers/c1/stats": {"id": "c1", "name": "/c"}}, "cpu %"),
    (["context", "ls"], {}, "name"),
    (["image", "history", "i"], {"/images/i/history": [{"Id": "i1", "Created": 1, "CreatedBy": "x, y"}]}, "created by"),
    (["image", "ls"], {"/images/json": [{"Id": "sha256:1", "RepoTags": ["a:1"], "Created": 1}]}, "repository"),
    (["network", "ls"], {"/networks": [{"Id": "1", "Name": "n"}]}, "driver"),
    (["node", "ls"], {"/nodes": [NODE], "/info": {}}, "hostname"),
    (
        ["node", "ps", "host"],
        {"/nodes/host": NODE, "/tasks": [TASK], "/services/s1": SERVICE, "/nodes/n1": NODE},
        "current state",
    ),
    (["plugin", "ls"], {"/plugins": [PLUGIN]}, "enabled"),
    (["search", "web"], {"/images/search": [{"name": "web", "description": "x\ny", "star_count": 2}]}, "stars"),
    (["secret", "ls"], {"/secrets": [STORED]}, "name"),
    (["service", "ls"], {"/services": [SERVICE]}, "image"),
    (
        ["service", "ps", "stack_web"],
        {"/services": [SERVICE], "/tasks": [TASK], "/services/s1": SERVICE, "/nodes/n1": NODE},
        "node",
    ),
    (["stack", "ls"], {"/services": [SERVICE]}, "services"),
    (["stack", "ps", "stack"], {"/tasks": [TASK], "/services/s1": SERVICE, "/nodes/n1": NODE}, "name"),
    (["stack", "services", "stack"], {"/services": [SERVICE]}, "replicas"),
    (["system", "df"], {"/system/df": {"LayersSize": 5}}, "type"),
    (["volume", "ls"], {"/volumes": {"Volumes": [{"Name": "v", "Driver": "local"}]}}, "driver"),
]


def _flags(path: str) -> set[str]:
    return {flag.long for flag in load(tree.ENTRIES[path]).params if isinstance(flag, Flag)}


def test_each_list_takes_columns_and_an_order() -> None:
    lists = [path for path in tree.ENTRIES if "format" in _flags(path) and path not in NO_LISTS]
    lists = [path for path in lists if not path.endswith(" inspect")]
    assert len(lists) > 25
    assert [path for path in lists if not {"columns", "sort"} <= _flags(path)] == []


def _answering(fake: FakeEngine, answers: dict[str, Any]) -> None:
    for path, answer in answers.items():
        fake.may("GET", path, json=answer)


@pytest.mark.parametrize(("argv", "answers", "column"), LISTS, ids=[" ".join(argv[:2]) for argv, _, _ in LISTS])
def test_documents(run: Runner, fake: FakeEngine, argv: list[str], answers: dict[str, Any], column: str) -> None:
    import yaml

    _answering(fake, answers)
    records = json.loads(run(*argv, "--format", "json-array").stdout)
    assert records and all(isinstance(record, dict) for record in records)
    assert yaml.safe_load(run(*argv, "--format", "yaml").stdout) == records
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        rows = list(csv.reader(io.StringIO(run(*argv, "--format", form).stdout), delimiter=delimiter))
        assert len(rows) == len(records) + 1
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize(("argv", "answers", "column"), LISTS, ids=[" ".join(argv[:2]) for argv, _, _ in LISTS])
def test_columns(run: Runner, fake: FakeEngine, argv: list[str], answers: dict[str, Any], column: str) -> None:
    _answering(fake, answers)
    done = run(*argv, "--columns", column, "--sort", f"{column}:desc")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, column.upper()), done.stderr
    assert len(done.stdout.splitlines()) >= 2
