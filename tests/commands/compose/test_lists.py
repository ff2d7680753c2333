"""What compose commands list: ``ls ps images port top volumes events version``."""

from __future__ import annotations

import json

from tests.commands.compose.project import project, row
from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_ls_counts_states(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=[row("db"), row("web"), row("web", 2, State="exited")])
    assert run("compose", "ls", "-q").stdout == "shop\n"
    assert json.loads(run("compose", "ls", "-a", "--format", "json").stdout) == [
        {"Name": "shop", "Status": "exited(1), running(2)", "ConfigFiles": "/work/compose.yaml"}
    ]
    assert run("compose", "ls", "-q", "--filter", "name=other").stdout == ""
    labels = {"com.docker.compose.config-hash": True, "com.docker.compose.project": True}
    assert json.loads(fake.requests[0].query["filters"][0]) == {"label": labels}


def test_ps_by_state_and_service(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("db"), row("web", State="exited", Status="Exited (3) 2 minutes ago"))
    assert run("compose", "ps", "-q").stdout == "db1\nweb1\n"
    assert run("compose", "ps", "--services", "--status", "exited").stdout == "web\n"
    rows = [json.loads(line) for line in run("compose", "ps", "-a", "--format", "json", "web").stdout.splitlines()]
    assert [(r["Name"], r["Service"], r["ExitCode"]) for r in rows] == [("shop-web-1", "web", 3)]
    assert run("compose", "ps", "-q", "--filter", "status=odd").stdout == ""
    assert run("compose", "ps", "--filter", "source=x").stderr == "not implemented\n"
    assert run("compose", "ps", "--filter", "x=y").stderr == "unknown filter x\n"
    assert run("compose", "ps", "nosuch").stderr == "no such service: nosuch\n"


def test_port(run: Runner, fake: FakeEngine) -> None:
    ports = [{"IP": "::", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"}]
    project(run.cwd, fake, row("web", Ports=ports))
    assert run("compose", "port", "web", "80").stdout == "[::]:8080\n"
    assert run("compose", "port", "--protocol", "udp", "web", "80").exit_code == 1
    assert run("compose", "port", "web", "x").exit_code == 1
    assert run("compose", "port", "--index", "2", "web", "80").stderr == 'service "web" is not running container #2\n'


def test_images(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    image = {"Id": "sha256:i", "RepoTags": ["busybox:latest"], "Os": "linux", "Architecture": "amd64", "Size": 5}
    image["Metadata"] = {"LastTagTime": "2024-01-01T00:00:00Z"}
    fake.on("GET", "/images/sha256:i/json", json=image)
    assert run("compose", "images", "-q").stdout == "i\n"
    rows = json.loads(run("compose", "images", "--format", "json").stdout)
    assert [(r["ContainerName"], r["Repository"], r["Tag"]) for r in rows] == [
        ("shop-db-1", "busybox", "latest"),
        ("shop-web-1", "busybox", "latest"),
    ]
    assert list(rows[0]) == ["ID", "ContainerName", "Repository", "Tag", "Platform", "Size", "LastTagTime"]
    assert run("compose", "images", "--format", "tsv", "--columns", "container,size").stdout == (
        "Container\tSize\nshop-db-1\t5B\nshop-web-1\t5B\n"
    )


def test_lists_beyond_composes(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    assert run("compose", "ls", "--format", "csv", "--columns", "name").stdout == "Name\nshop\n"
    assert run("compose", "ls", "--columns", "name").stdout == "NAME\nshop\n"
    lines = run("compose", "ps", "--columns", "service", "--sort", "service:desc").stdout.splitlines()
    assert lines == ["SERVICE", "web", "db"]
    assert "could not be parsed" in run("compose", "ls", "--format", "xml").stderr


def test_top_joins_what_engines_name_differently(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    fake.on("GET", "/containers/db1/top", json={"Titles": ["PID", "CMD"], "Processes": [["7", "sleep"]]})
    fake.on("GET", "/containers/web1/top", json={"Titles": ["PID"], "Processes": [["8"]]})
    lines = [line.split() for line in run("compose", "top").stdout.splitlines()]
    assert lines == [["SERVICE", "#", "PID", "CMD"], ["db", "1", "7", "sleep"], ["web", "1", "8", "-"]]


def test_volumes_of_some_services(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("db", Mounts=[{"Name": "shop_data"}]))
    fake.on("GET", "/volumes", json={"Volumes": [{"Name": "shop_data"}, {"Name": "shop_other"}]})
    assert run("compose", "volumes", "-q", "db").stdout == "shop_data\n"
    assert run("compose", "volumes", "-q").stdout == "shop_data\nshop_other\n"


def test_events_of_one_service(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    events = [
        {
            "Action": "start",
            "timeNano": 1_700_000_000_123_456_000,
            "Actor": {"ID": name, "Attributes": {"com.docker.compose.service": name, "image": "busybox"}},
        }
        for name in ("db", "web")
    ]
    fake.on("GET", "/events", chunks=[json.dumps(event).encode() + b"\n" for event in events])
    line = "2023-11-14 22:13:20.123456 container start web (image=busybox)\n"
    assert run("compose", "events", "--until", "1700000001", "web").stdout == line
    record = json.loads(run("compose", "events", "--json", "--until", "1700000001", "web").stdout)
    assert (record["service"], record["attributes"]) == ("web", {"image": "busybox"})


def test_version_asks_no_engine(run: Runner, fake: FakeEngine) -> None:
    number = run("compose", "version", "--short").stdout.strip()
    assert json.loads(run("compose", "version", "-f", "json").stdout) == {"version": number}
    assert fake.requests == []
