"""What compose commands say to services, numbers, formats and flags that are not there."""

from __future__ import annotations

import json

import pytest

from tests.commands.compose.project import project, row
from tests.support.command import Runner
from tests.support.engine import FakeEngine


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("export", "nosuch"), 'service "nosuch" is not running'),
        (("export", "--index", "9", "web"), 'service "web" is not running container #9'),
        (("commit", "nosuch"), 'service "nosuch" is not running'),
        (("commit", "--index", "9", "web"), 'service "web" is not running container #9'),
        (("cp", "nosuch:/x", "."), 'no container found for service "nosuch"'),
        (("cp", "--index", "9", "web:/x", "."), 'service "web" is not running container #9'),
        (("wait", "nosuch"), 'no containers for project "shop"'),
        (("start", "sleepy"), 'service "sleepy" has no container to start'),
    ],
)
def test_containers_that_are_not_there(run: Runner, fake: FakeEngine, argv: tuple[str, ...], told: str) -> None:
    project(run.cwd, fake)
    with (run.cwd / "compose.yaml").open("a") as file:
        file.write("  sleepy: {image: busybox, profiles: [p]}\n")
    assert run("compose", *argv).stderr == f"{told}\n"


def test_lists_of_services_that_are_not_there_are_empty(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    assert run("compose", "top", "nosuch").stdout == ""
    assert run("compose", "images", "nosuch").stdout.splitlines()[1:] == []
    assert run("compose", "images", "--format", "json", "nosuch").stdout == "null\n\n"
    assert run("compose", "stats", "--no-stream", "nosuch").stdout.split()[:2] == ["CONTAINER", "ID"]
    assert run("compose", "stats", "--no-stream", "--format", "json", "nosuch").stdout == ""


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("ls", "--format", "odd"), 'format value "odd" could not be parsed: parsing failed'),
        (("images", "--format", "odd"), 'format value "odd" could not be parsed: parsing failed'),
        (("ls", "--filter", "odd=1"), "invalid filter 'odd'"),
        (
            ("ls", "--filter", "x"),
            'invalid argument "x" for "--filter" flag: bad format of filter (expected name=value)',
        ),
        (("ls", "x"), 'unknown command "x" for "docker compose ls"'),
        (("version", "x", "y"), 'unknown command "x" for "docker compose version"'),
        (("port",), "requires at least 2 arg(s), only received 0"),
        (("port", "web", "x"), 'strconv.ParseUint: parsing "x": invalid syntax'),
        (("port", "web", "65536"), 'strconv.ParseUint: parsing "65536": value out of range'),
        (("attach",), "requires at least 1 arg(s), only received 0"),
        (("export",), "requires at least 1 arg(s), only received 0"),
        (("logs", "--index", "1"), "--index requires one service to be selected"),
        (("scale", "web"), "invalid scale specifier: web"),
        (("scale", "web=x"), "invalid scale specifier: can't parse replica value as int: web=x"),
        (("events", "--since", "x"), 'failed to parse value as time or duration: "x"'),
        (("run", "--pull", "x", "web"), 'invalid --pull option "x"'),
        (("--progress", "odd", "ls"), 'unsupported --progress value "odd"'),
        (("up", "--scale", "web=x"), 'strconv.Atoi: parsing "x": invalid syntax'),
        (("up", "--scale", "web=1=2"), 'invalid --scale option "web=1=2". Should be SERVICE=NUM'),
        (("up", "--exit-code-from", "nosuch"), "no such service: nosuch: not found"),
    ],
)
def test_words_that_mean_nothing(run: Runner, argv: tuple[str, ...], told: str) -> None:
    (run.cwd / "compose.yaml").write_text("services: {web: {image: x}}\n")
    assert run("compose", *argv).stderr == f"{told}\n"


@pytest.mark.parametrize(
    ("argv", "told", "usage", "verb"),
    [
        (("cp", "x"), "requires 2 arguments", "[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-", "Run"),
        (("publish",), "requires 1 argument", "[OPTIONS] REPOSITORY[:TAG]", "Run"),
        (("wait",), "requires at least 1 argument", "SERVICE [SERVICE...] [OPTIONS]", "See"),
    ],
)
def test_arity_that_is_told_at_length(run: Runner, argv: tuple[str, ...], told: str, usage: str, verb: str) -> None:
    done = run("compose", *argv)
    name = f"docker compose {argv[0]}"
    assert done.exit_code == 1
    assert done.stderr.startswith(f"docker: '{name}' {told}\n\nUsage:  {name} {usage}\n")
    assert done.stderr.endswith(f"\n\n{verb} '{name} --help' for more information\n")


def test_a_command_that_is_not_there(run: Runner) -> None:
    done = run("compose", "bogus")
    assert (done.exit_code, done.stderr) == (1, 'unknown docker command: "compose bogus"\n')
    assert done.stdout.startswith("Usage:  docker compose [OPTIONS] COMMAND\n")
    done = run("compose", "alpha", "bogus")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage:  docker compose alpha COMMAND\n")


def test_words_that_nobody_reads(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    told = run("compose", "port", "web", "80", "more", "and more").stderr
    assert told == "no port 80/tcp for container shop-web-1: \n"


def test_ports_in_templates_are_structs(run: Runner, fake: FakeEngine) -> None:
    ports = [{"IP": "::", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"}]
    project(run.cwd, fake, row("web", Ports=ports))
    form = "{{.Publishers}} {{(index .Publishers 0).URL}}"
    assert run("compose", "ps", "--format", form).stdout == "[{:: 80 8080 tcp}] ::\n"
    (line,) = run("compose", "ps", "--format", "json").stdout.splitlines()
    assert list(json.loads(line)["Publishers"][0]) == ["URL", "TargetPort", "PublishedPort", "Protocol"]


def test_dry_runs_of_export_and_commit(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    mark = " DRY-RUN MODE -  shop-db-1"
    assert run("compose", "--dry-run", "export", "db").stderr == (
        f"{mark} export shop-db-1 to  Exporting\n{mark} export shop-db-1 to  Exported\n"
    )
    assert run("compose", "--dry-run", "commit", "db").stderr == (
        f"{mark} Commit shop-db-1 Committing\n{mark} Commit shop-db-1 Committed\n"
    )


@pytest.mark.parametrize("flag", [("--attach", "web"), ("--exit-code-from", "web"), ("--abort-on-container-failure",)])
def test_waiting_and_showing_output_exclude_each_other(run: Runner, flag: tuple[str, ...]) -> None:
    (run.cwd / "compose.yaml").write_text("services: {web: {image: x}}\n")
    assert run("compose", "up", "--wait", *flag).stderr == (
        "--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies\n"
    )


def test_an_exposed_port_is_told_as_0(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web", Ports=[{"PrivatePort": 80, "Type": "tcp"}]))
    assert run("compose", "port", "web", "80").stdout == ":0\n"


def test_rm_asks_with_the_names(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web", State="exited"))
    done = run("compose", "rm", stdin=b"n\n")
    assert (done.exit_code, done.stdout) == (0, "Going to remove shop-web-1")
    fake.on("DELETE", "/containers/web1", status=204)
    assert run("compose", "rm", stdin=b"y\n").stderr.endswith("Removed\n")


def test_processes_stand_in_narrow_columns(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    fake.on("GET", "/containers/web1/top", json={"Titles": ["UID", "PID"], "Processes": [["root", "1"]]})
    assert run("compose", "top").stdout == "SERVICE  #   UID   PID\nweb      1   root  1\n"
