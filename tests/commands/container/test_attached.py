"""``start -a``, ``attach`` and ``exec``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.container.attached import ID, echoes, frame, says
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine


def _container(*, tty: bool = False, stdin: bool = False, removed: bool = False, **state: bool) -> dict[str, Any]:
    return {
        "Id": ID,
        "Config": {"Tty": tty, "OpenStdin": stdin},
        "HostConfig": {"AutoRemove": removed},
        "State": {"Running": True, "Paused": False, "Restarting": False, **state},
    }


def test_start_several(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/a/start", status=204)
    fake.on("POST", "/containers/b/start", status=404, json={"message": "No such container: b"})
    want = "Error response from daemon: No such container: b\nError: failed to start containers: b\n"
    assert run("start", "a", "b") == (1, "a\n", want)


def test_start_attached(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", json=_container(stdin=True, removed=True))
    fake.on("POST", f"/containers/{ID}/attach", Answer(upgrade=echoes))
    fake.on("POST", f"/containers/{ID}/wait", json={"StatusCode": 4})
    fake.on("POST", f"/containers/{ID}/start", status=204)
    assert run("start", "-ai", "c", stdin=b"hey") == (4, "hey", "")
    assert fake.of("POST", f"/containers/{ID}/wait")[0].query == {"condition": ["removed"]}


def test_start_refused_keys(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", json=_container())
    fake.on("POST", f"/containers/{ID}/attach", status=400, json={"message": "Invalid detach keys"})
    assert run("start", "-a", "--detach-keys", "bad", "c") == (1, "", "unable to upgrade to tcp, received 400\n")


def test_start_conflicts(run: Runner) -> None:
    want = "you cannot start and attach multiple containers at once\n"
    assert run("start", "-a", "a", "b") == (1, "", want)


def test_checkpoints_are_experimental(fake: FakeEngine, run: Runner) -> None:
    want = '"--checkpoint" is only supported on a Docker daemon with experimental features enabled\n'
    assert run("start", "--checkpoint", "x", "a") == (1, "", want)


def test_attach(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/c/wait", json={"StatusCode": 6})
    fake.on("GET", "/containers/c/json", json=_container())
    fake.on("POST", "/containers/c/attach", Answer(upgrade=says(frame(1, b"late\n"))))
    assert run("attach", "--no-stdin", "c") == (6, "late\n", "")
    assert [request.path.rpartition("/")[2] for request in fake.requests] == ["wait", "json", "attach", "json"]


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"Running": False}, "You cannot attach to a stopped container, start it first"),
        ({"Paused": True}, "You cannot attach to a paused container, unpause it first"),
        ({"Restarting": True}, "You cannot attach to a restarting container, wait until it is running"),
    ],
)
def test_attach_needs_a_running_container(fake: FakeEngine, run: Runner, state: dict[str, bool], message: str) -> None:
    fake.on("POST", "/containers/c/wait", json={"StatusCode": 0})
    fake.on("GET", "/containers/c/json", json=_container(**state))
    assert run("attach", "c") == (1, "", message + "\n")


def test_attach_to_a_terminal_without_one(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/c/wait", json={"StatusCode": 0})
    fake.on("GET", "/containers/c/json", json=_container(tty=True))
    assert run("attach", "c") == (1, "", "the input device is not a TTY\n")


def test_exec(fake: FakeEngine, run: Runner) -> None:
    (run.cwd / "env").write_text("X=1\nHOST\n")
    fake.on("GET", "/containers/c/json", json=_container())
    fake.on("POST", "/containers/c/exec", status=201, json={"Id": "e1"})
    fake.on("POST", "/exec/e1/start", Answer(upgrade=echoes))
    fake.on("GET", "/exec/e1/json", json={"ExitCode": 5})
    argv = ["exec", "-i", "-u", "u", "-w", "/w", "-e", "A=", "-e", "HOST", "--env-file", "env", "c", "cat", "-x"]
    assert run(*argv, stdin=b"in", environ={"HOST": "h"}) == (5, "in", "")
    body = fake.of("POST", "/containers/c/exec")[0].json
    assert body == {
        "User": "u",
        "Privileged": False,
        "Tty": False,
        "AttachStdin": True,
        "AttachStderr": True,
        "AttachStdout": True,
        "Detach": False,
        "DetachKeys": "",
        "Env": ["X=1", "HOST=h", "A=", "HOST=h"],
        "WorkingDir": "/w",
        "Cmd": ["cat", "-x"],
    }


def test_exec_whose_connection_breaks(fake: FakeEngine, run: Runner) -> None:
    """The process that has no streams any more goes on: its exit status is not known, and not 0."""
    fake.on("GET", "/containers/c/json", json={"Id": "c"})
    fake.on("POST", "/containers/c/exec", status=201, json={"Id": "e1"})
    fake.on("POST", "/exec/e1/start", Answer(upgrade=lambda sock: None))
    fake.on("GET", "/exec/e1/json", json={"ExitCode": None, "Running": True})
    assert run("exec", "c", "cat") == (255, "", "unexpected EOF\n")


def test_exec_that_ends_after_its_streams(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", json={"Id": "c"})
    fake.on("POST", "/containers/c/exec", status=201, json={"Id": "e1"})
    fake.on("POST", "/exec/e1/start", Answer(upgrade=lambda sock: None))
    states = [Answer(json={"ExitCode": None, "Running": True}), Answer(json={"ExitCode": 3, "Running": False})]
    fake.on("GET", "/exec/e1/json", states)
    assert run("exec", "c", "cat").exit_code == 3


def test_exec_detached_with_a_terminal(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", json=_container())
    fake.on("POST", "/containers/c/exec", status=201, json={"Id": "e1"})
    fake.on("POST", "/exec/e1/start")
    assert run("exec", "-dt", "c", "x") == (0, "", "")
    start = fake.of("POST", "/exec/e1/start")[0].json
    assert start == {"Detach": True, "Tty": True, "ConsoleSize": [0, 0]}


def test_exec_where_nothing_is(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", status=404, json={"message": "No such container: c"})
    assert run("exec", "-it", "c", "x") == (1, "", "Error response from daemon: No such container: c\n")


def test_exec_needs_a_command(run: Runner) -> None:
    assert "'docker exec' requires at least 2 arguments" in run("exec", "c").stderr


def test_exec_bad_env_file(run: Runner) -> None:
    assert run("exec", "--env-file", "none", "c", "x") == (1, "", "open none: no such file or directory\n")
