"""What compose commands do to containers: ``stop start restart kill pause unpause rm down wait logs``."""

from __future__ import annotations

import struct

import pytest

from tests.commands.compose.project import project, row
from tests.support.command import Runner
from tests.support.engine import FakeEngine


def _posts(fake: FakeEngine) -> list[str]:
    return [f"{r.method} {r.path}" for r in fake.requests if r.method != "GET"]


def test_stop_takes_dependents_first(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    for name in ("db1", "web1"):
        fake.on("POST", f"/containers/{name}/stop", status=204)
    done = run("compose", "stop", "-t", "3")
    assert _posts(fake) == ["POST /containers/web1/stop", "POST /containers/db1/stop"]
    assert fake.requests[-1].query == {"t": ["3"]}
    assert " Container shop-db-1  Stopped\n" in done.stderr


def test_restart_takes_who_asked_for_it_along(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    for name in ("db1", "web1"):
        fake.on("POST", f"/containers/{name}/restart", status=204)
    run("compose", "restart", "db")
    assert _posts(fake) == ["POST /containers/db1/restart", "POST /containers/web1/restart"]
    run("compose", "restart", "--no-deps", "db")
    assert _posts(fake)[2:] == ["POST /containers/db1/restart"]


@pytest.mark.parametrize(("verb", "told"), [("pause", "Paused"), ("unpause", "Unpaused")])
def test_pause_and_unpause(run: Runner, fake: FakeEngine, verb: str, told: str) -> None:
    project(run.cwd, fake, row("web", State="paused" if verb == "unpause" else "running"))
    fake.on("POST", f"/containers/web1/{verb}", status=204)
    assert run("compose", verb).stderr == f" Container shop-web-1  {told}\n"


def test_kill_sends_the_signal(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    fake.on("POST", "/containers/web1/kill", status=204)
    assert run("compose", "kill", "-s", "HUP").exit_code == 0
    assert fake.requests[-1].query == {"signal": ["HUP"]}


def test_rm_asks_and_leaves_what_runs(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("db"), row("web", State="exited"))
    assert run("compose", "rm", stdin=b"n\n").exit_code == 0
    assert _posts(fake) == []
    fake.on("DELETE", "/containers/web1", status=204)
    run("compose", "rm", "-f", "-v")
    assert fake.requests[-1].query == {"force": ["1"], "v": ["1"]}


def test_dry_run_changes_nothing(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    for verb in (("stop",), ("restart",), ("pause",), ("kill",), ("rm", "-s", "-f")):
        assert run("compose", "--dry-run", *verb).exit_code == 0
    assert _posts(fake) == []


def test_down_of_a_project_without_its_file(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=[row("db")])
    fake.on("POST", "/containers/db1/stop", status=204)
    fake.on("DELETE", "/containers/db1", status=204)
    network = {"Id": "n1", "Name": "shop_default", "Labels": {"com.docker.compose.network": "default"}}
    fake.on("GET", "/networks", json=[network])
    fake.on("GET", "/networks/n1", json={**network, "Containers": {}})
    fake.on("DELETE", "/networks/n1", status=204)
    assert run("compose", "-p", "shop", "down").exit_code == 0


def test_wait_ends_with_the_status(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    fake.on("POST", "/containers/web1/wait", json={"StatusCode": 5})
    done = run("compose", "wait", "web")
    assert (done.exit_code, done.stdout) == (5, 'container "web1" exited with status code 5\n')


def _frame(text: bytes) -> bytes:
    return struct.pack(">BxxxL", 1, len(text)) + text


def test_logs_come_in_the_order_of_time(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    for name in ("db", "web"):
        fake.on("GET", f"/containers/{name}1/json", json={"Config": {"Tty": False}})
    fake.on("GET", "/containers/db1/logs", chunks=[_frame(b"2024-01-01T00:00:02Z late\n")])
    fake.on("GET", "/containers/web1/logs", chunks=[_frame(b"2024-01-01T00:00:01Z early\n")])
    assert run("compose", "logs").stdout == "web-1  | early\ndb-1   | late\n"


def test_logs_of_an_engine_that_dies_fail(run: Runner, fake: FakeEngine) -> None:
    from tests.support.engine import RESET

    project(run.cwd, fake, row("web"))
    fake.on("GET", "/containers/web1/json", json={"Config": {"Tty": False}})
    fake.on("GET", "/containers/web1/logs", chunks=[_frame(b"2024-01-01T00:00:01Z early\n"), RESET])
    done = run("compose", "logs", "-f")
    assert (done.exit_code, done.stdout) == (1, "web-1  | early\n")
    assert done.stderr
