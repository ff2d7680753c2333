"""``pydock compose run``."""

from __future__ import annotations

import pytest

from pydock.compose import labels
from tests.commands.compose.making import Making
from tests.commands.container.attached import echoes, frame, says
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine

TEXT = """\
name: shop
services:
  db: {image: busybox, network_mode: none}
  web:
    image: busybox
    network_mode: none
    container_name: own
    restart: always
    command: serve
    environment: {LEVEL: "1", KEPT: "yes"}
    ports: ["8080:80"]
    depends_on: [db]
"""


@pytest.fixture
def made(run: Runner, fake: FakeEngine) -> Making:
    (run.cwd / "compose.yaml").write_text(TEXT)
    return Making(fake)


def _ends(fake: FakeEngine, name: str, status: int = 0, upgrade: object = None) -> None:
    answer = Answer(upgrade=upgrade or says(frame(1, b"out\n"), frame(2, b"err\n")))  # type: ignore[arg-type]
    fake.on("POST", f"/containers/{name}/attach", answer)
    fake.on("POST", f"/containers/{name}/wait", json={"StatusCode": status})


def test_a_container_of_its_own_beside_what_the_service_needs(run: Runner, fake: FakeEngine, made: Making) -> None:
    _ends(fake, "job", 3)
    done = run("compose", "run", "--name", "job", "web", "migrate", "-v")
    assert (done.exit_code, done.stdout) == (3, "out\n")
    assert made.running == {"shop-db-1", "job"}
    body = made.bodies["job"]
    assert (body["Cmd"], body["Env"]) == (["migrate", "-v"], ["KEPT=yes", "LEVEL=1"])
    assert body["HostConfig"]["RestartPolicy"]["Name"] == ""
    assert body["HostConfig"]["PortBindings"] == {}
    assert body["HostConfig"]["AutoRemove"] is False
    assert body["Labels"][labels.ONEOFF] == "True"
    assert labels.NUMBER not in body["Labels"]


def test_flags_change_the_service(run: Runner, fake: FakeEngine, made: Making) -> None:
    (run.cwd / "more.env").write_text("FROM=file\nLEVEL=2\n")
    flags = ["-e", "LEVEL=3", "-e", "HERE", "--env-from-file", "more.env", "-u", "me", "-w", "/w", "-l", "a=b"]
    flags += ["--cap-add", "NET_ADMIN", "-p", "9000:90", "-v", "/data:/d:ro", "--entrypoint", "sh -c", "--no-deps"]
    done = run("compose", "run", "-d", "--rm", "--name", "job", *flags, "web", environ={"HERE": "h"})
    assert done == (0, "job\n", "")
    assert made.running == {"job"}
    body = made.bodies["job"]
    assert body["Env"] == ["FROM=file", "HERE=h", "KEPT=yes", "LEVEL=3"]
    assert (body["User"], body["WorkingDir"], body["Labels"]["a"]) == ("me", "/w", "b")
    assert (body["Entrypoint"], body["Cmd"]) == (["sh", "-c"], None)
    host = body["HostConfig"]
    assert (host["CapAdd"], host["Binds"], host["AutoRemove"]) == (["CAP_NET_ADMIN"], ["/data:/d:ro"], True)
    assert host["PortBindings"] == {"90/tcp": [{"HostIp": "", "HostPort": "9000"}]}


def test_the_first_to_set_a_variable_wins_and_answers_for_later_files(run: Runner, made: Making) -> None:
    (run.cwd / "a.env").write_text("A=1\nB=${GIVEN}\nX=a\n")
    (run.cwd / "b.env").write_text("A=2\nC=${A}\nSHELL_ONLY=${HERE-unseen}\n")
    flags = ["-e", "GIVEN=g", "-e", "X=flag", "-e", "KEPT", "--env-from-file", "a.env", "--env-from-file", "b.env"]
    done = run("compose", "run", "-d", "--no-deps", "--name", "job", *flags, "web", environ={"HERE": "h"})
    assert done.exit_code == 0
    own = ["KEPT=yes", "LEVEL=1"]
    assert made.bodies["job"]["Env"] == sorted(["A=1", "B=g", "C=1", "GIVEN=g", "SHELL_ONLY=unseen", "X=flag", *own])


def test_an_environment_file_that_is_not_there(run: Runner, made: Making) -> None:
    done = run("compose", "run", "--env-from-file", "gone.env", "web")
    assert done == (1, "", "open gone.env: no such file or directory\n")
    assert made.bodies == {}


def test_the_services_ports_where_asked(run: Runner, made: Making) -> None:
    assert run("compose", "run", "-d", "-P", "--no-deps", "--name", "job", "web").exit_code == 0
    assert list(made.bodies["job"]["HostConfig"]["PortBindings"]) == ["80/tcp"]


def test_input_reaches_it(run: Runner, fake: FakeEngine, made: Making) -> None:
    _ends(fake, "job", upgrade=echoes)
    assert run("compose", "run", "--no-deps", "-T", "--name", "job", "web", stdin=b"typed").stdout == "typed"
    assert (made.bodies["job"]["OpenStdin"], made.bodies["job"]["StdinOnce"]) == (True, True)


def test_without_a_name_it_gets_one_at_random(run: Runner, made: Making) -> None:
    for _ in range(2):
        assert run("compose", "run", "-d", "--no-deps", "web").exit_code == 0
    names = sorted(made.bodies)
    assert len(names) == 2
    assert all(name.startswith("shop-web-run-") for name in names)


def test_dry_run_makes_nothing(run: Runner, made: Making) -> None:
    assert run("compose", "--dry-run", "run", "web", "true").exit_code == 0
    assert made.bodies == {}
