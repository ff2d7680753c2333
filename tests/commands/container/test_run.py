"""``pydock container run``."""

from __future__ import annotations

import json

import pytest

from tests.commands.container.attached import ID, echoes, frame, scripted
from tests.support.command import Runner
from tests.support.engine import CUT, FakeEngine


def _paths(fake: FakeEngine) -> list[str]:
    return [request.path.rpartition("/")[2] for request in fake.requests]


def test_streams_and_status(fake: FakeEngine, run: Runner) -> None:
    scripted(fake, frame(1, b"out\n"), frame(2, b"err\n"), status=3)
    assert run("run", "busybox", "x") == (3, "out\n", "err\n")
    assert _paths(fake) == ["create", "attach", "wait", "start"]
    assert fake.of("POST", f"/containers/{ID}/wait")[0].query == {"condition": ["next-exit"]}
    assert fake.of("POST", f"/containers/{ID}/attach")[0].query == {"stream": ["1"], "stdout": ["1"], "stderr": ["1"]}


def test_rm_waits_for_the_removal(fake: FakeEngine, run: Runner) -> None:
    scripted(fake)
    assert run("run", "--rm", "busybox").exit_code == 0
    assert fake.of("POST", f"/containers/{ID}/wait")[0].query == {"condition": ["removed"]}


def test_rm_where_the_removal_tells_no_status(fake: FakeEngine, run: Runner) -> None:
    fake.ping = {**fake.ping, "Libpod-Api-Version": "4.3.1"}
    scripted(fake)
    run("run", "--rm", "busybox")
    conditions = [wait.query["condition"] for wait in fake.of("POST", f"/containers/{ID}/wait")]
    assert conditions == [["next-exit"], ["removed"]]


def test_rm_of_what_attach_could_not_make_ready(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/create", status=201, json={"Id": ID, "Warnings": None})
    words = "preparing container x for attach: executable file not found in $PATH"
    fake.on("POST", f"/containers/{ID}/attach", status=409, json={"message": words})
    fake.on("DELETE", f"/containers/{ID}", status=204)
    result = run("run", "--rm", "busybox", "x")
    assert result.exit_code == 127 and "executable file not found" in result.stderr


def test_stdin_goes_in(fake: FakeEngine, run: Runner) -> None:
    scripted(fake, upgrade=echoes)
    assert run("run", "-i", "busybox", "cat", stdin=b"hello") == (0, "hello", "")


def test_detached(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/create", status=201, json={"Id": ID, "Warnings": None})
    fake.on("POST", f"/containers/{ID}/wait", json={"StatusCode": 9})
    fake.on("POST", f"/containers/{ID}/start", status=204)
    assert run("run", "-d", "busybox") == (0, ID + "\n", "")


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ('exec: "x": executable file not found in $PATH', 127),
        ("stat /x: no such file or directory", 127),
        ('exec: "/etc": permission denied', 126),
        ("is a directory", 126),
        ("could not select device driver", 125),
    ],
)
def test_a_failed_start(fake: FakeEngine, run: Runner, message: str, code: int) -> None:
    scripted(fake)
    fake.on("POST", f"/containers/{ID}/start", status=400, json={"message": message})
    want = f"docker: Error response from daemon: {message}\n\nRun 'docker run --help' for more information\n"
    assert run("run", "busybox") == (code, "", want)


@pytest.mark.parametrize(
    ("argv", "message", "code"),
    [
        (("-it", "b"), "the input device is not a TTY", 1),
        (("-d", "-a", "stdout", "b"), "conflicting options: cannot specify both --attach and --detach", 1),
        (("--wait-for", "running", "b"), "conflicting options: --wait-for needs --detach", 1),
        (("-d", "--result-file", "r", "b"), "conflicting options: cannot specify both --result-file and --detach", 1),
    ],
)
def test_conflicts(run: Runner, argv: tuple[str, ...], message: str, code: int) -> None:
    assert run("run", *argv) == (code, "", message + "\n")


def test_flags_that_make_no_sense(run: Runner) -> None:
    want = "docker: invalid containerPort: bad\n\nRun 'docker run --help' for more information\n"
    assert run("run", "-p", "bad", "b") == (125, "", want)


def test_an_engine_lost_while_waiting(fake: FakeEngine, run: Runner) -> None:
    scripted(fake)
    fake.on("POST", f"/containers/{ID}/wait", chunks=[b"{", CUT])
    result = run("run", "busybox")
    assert result.exit_code == 125
    assert result.stderr.startswith("error waiting for container: ")


def test_wait_error(fake: FakeEngine, run: Runner) -> None:
    scripted(fake)
    fake.on("POST", f"/containers/{ID}/wait", json={"StatusCode": 0, "Error": {"Message": "oops"}})
    assert run("run", "busybox") == (125, "", "Error waiting for container: oops\n")


def test_result_file(fake: FakeEngine, run: Runner) -> None:
    scripted(fake, status=137)
    found = {"Id": ID, "Config": {"Image": "busybox"}, "Image": "sha256:1", "Created": "2026-01-01T00:00:00Z"}
    fake.on("GET", f"/containers/{ID}/json", json=found)
    events = [
        {"Action": "start", "timeNano": 10**18},
        {"Action": "kill", "timeNano": 10**18, "Actor": {"Attributes": {"signal": "9"}}},
        {"Action": "die", "timeNano": 10**18 + 1, "Actor": {"Attributes": {"exitCode": "137"}}},
    ]
    fake.on("GET", "/events", chunks=[json.dumps(event).encode() + b"\n" for event in events])
    assert run("run", "--rm", "--result-file", "r.json", "busybox").exit_code == 137
    result = json.loads((run.cwd / "r.json").read_text())
    assert (result["ExitCode"], result["EndedBy"], result["Signal"]) == (137, "signal", "SIGKILL")
    assert (result["Container"], result["ImageDigest"]) == (ID, "sha256:1")
    assert result["FinishedAt"] == "2001-09-09T01:46:40.000000001Z"


def test_result_file_of_a_failed_start(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/create", status=400, json={"message": "no"})
    assert run("run", "--result-file", "r.json", "busybox").exit_code == 125
    result = json.loads((run.cwd / "r.json").read_text())
    assert (result["EndedBy"], result["ExitCode"]) == ("start failure", None)
    assert result["Error"] == "Error response from daemon: no"
