"""``pydock compose exec``."""

from __future__ import annotations

from tests.commands.compose.project import project, row
from tests.commands.container.attached import echoes
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine


def test_streams_flags_and_status(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    fake.on("POST", "/containers/web1/exec", status=201, json={"Id": "e1"})
    fake.on("POST", "/exec/e1/start", Answer(upgrade=echoes))
    fake.on("GET", "/exec/e1/json", json={"ExitCode": 5})
    flags = ["-u", "u", "-w", "/w", "--privileged", "-e", "A=1", "-e", "HERE", "-e", "NOWHERE"]
    done = run("compose", "exec", *flags, "web", "cat", "-x", stdin=b"in", environ={"HERE": "h"})
    assert done == (5, "in", "")
    assert fake.of("POST", "/containers/web1/exec")[0].json == {
        "User": "u",
        "Privileged": True,
        "Tty": False,
        "AttachStdin": True,
        "AttachStderr": True,
        "AttachStdout": True,
        "DetachKeys": "",
        "Env": ["A=1", "HERE=h", "NOWHERE"],
        "WorkingDir": "/w",
        "Cmd": ["cat", "-x"],
        "Detach": False,
    }


def test_detached_it_returns_at_once(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"), row("web", 2))
    fake.on("POST", "/containers/web2/exec", status=201, json={"Id": "e1"})
    fake.on("POST", "/exec/e1/start")
    assert run("compose", "exec", "-d", "--index", "2", "web", "true") == (0, "", "")
    body = fake.of("POST", "/containers/web2/exec")[0].json
    assert (body["AttachStdin"], body["AttachStdout"], body["Detach"], body["Env"]) == (False, False, True, None)
    assert fake.requests[-1].json == {"Detach": True, "Tty": False}


def test_containers_of_run_are_not_meant(run: Runner, fake: FakeEngine) -> None:
    oneoff = row("web")
    oneoff["Labels"]["com.docker.compose.oneoff"] = "True"
    project(run.cwd, fake, oneoff)
    assert run("compose", "exec", "web", "true") == (1, "", 'service "web" is not running\n')


def test_dry_run_starts_nothing(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("web"))
    assert run("compose", "--dry-run", "exec", "web", "true").exit_code == 0
    assert [request.method for request in fake.requests] == ["GET"]
