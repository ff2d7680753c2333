"""``batch`` against a fake engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.engine import STALL, Answer, FakeEngine, Request


def answer(fake: FakeEngine) -> None:
    fake.on("POST", "/images/busybox/tag", Answer(201))
    fake.on("DELETE", "/images/none", Answer(404, json={"message": "No such image: none:latest"}))


LINES = b"""tag busybox a:1   # a comment

["tag", "busybox", "b:1"]
pydock rmi none
{"id": "last", "args": ["tag", "busybox", "c:1"]}
"""


def test_lines_of_every_form_in_order(run: Runner, fake: FakeEngine) -> None:
    answer(fake)
    result = run("batch", "--continue", stdin=LINES)
    assert result.exit_code == 1
    assert result.stderr == "Error response from daemon: No such image: none:latest\n"
    tags = [request.query["repo"][0][-1] for request in fake.requests if request.path.endswith("/tag")]
    assert tags == ["a", "b", "c"]


def test_the_first_failure_ends_it(run: Runner, fake: FakeEngine) -> None:
    answer(fake)
    assert run("batch", stdin=LINES).exit_code == 1
    assert [request.path for request in fake.requests][-1] == "/images/none"


def test_json_results_have_the_ids(run: Runner, fake: FakeEngine) -> None:
    answer(fake)
    result = run("batch", "--format", "json", "--continue", "--jobs", "3", stdin=LINES)
    rows = {row["id"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert {name: row["exit_code"] for name, row in rows.items()} == {1: 0, 3: 0, 4: 1, "last": 0}
    assert rows[4]["stderr"] == "Error response from daemon: No such image: none:latest\n"
    assert rows[4]["seconds"] >= 0


def test_connections_are_kept(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/busybox/tag", Answer(201))
    run("batch", stdin=b"tag busybox a\n" * 50)
    assert len(fake.requests) == 50
    assert fake.connections <= 2


def test_each_line_has_its_own_folder_and_environment(run: Runner) -> None:
    (run.cwd / "sub").mkdir()
    (run.cwd / "sub" / "lines").write_text("--version\n")
    before = os.getcwd(), dict(os.environ)
    line = json.dumps({"args": ["batch", "lines"], "cwd": "sub", "env": {"DOCKER_HOST": "unix:///none"}})
    assert run("batch", stdin=line.encode()).stdout.startswith("Docker version")
    assert (os.getcwd(), dict(os.environ)) == before


def test_what_one_line_chooses_is_not_the_next_ones(run: Runner) -> None:
    for name in ("one", "two"):
        (run.cwd / name).mkdir()
    classic = {"args": ["build", "--squash", "--help"], "env": {"DOCKER_BUILDKIT": "0"}}
    lines = [
        classic,
        ["build", "--sbom=true", "--help"],  # a flag of BuildKit's only
        {"args": ["--config", str(run.cwd / "one"), "context", "create", "here"]},
        {"args": ["context", "ls", "-q"], "env": {"DOCKER_CONFIG": str(run.cwd / "one")}},
        {"args": ["context", "ls", "-q"], "env": {"DOCKER_CONFIG": str(run.cwd / "two")}},
    ]
    result = run("batch", "--continue", "--format", "json", stdin="\n".join(map(json.dumps, lines)).encode())
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["exit_code"] for row in rows] == [0] * 5
    assert [row["stdout"] for row in rows[3:]] == ["default\nhere\n", "default\n"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'tag "a', "line 1: No closing quotation"),
        (b'{"argv": []}', "line 1: unknown key 'argv': a line has id, args, cwd and env"),
        (b"--version\n[1]", "line 2: the command line must be an array of strings"),
        (b'{"args": ["ps"], "cwd": 5}', "line 1: cwd must be a string"),
        (b'{"args": ["ps"], "env": {"A": 1}}', "line 1: env must be an object of strings"),
    ],
)
def test_a_line_that_does_not_parse_runs_nothing(run: Runner, text: bytes, message: str) -> None:
    result = run("batch", stdin=text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{message}\nNothing was run.\n"


def test_a_line_in_a_folder_that_is_not_there(run: Runner) -> None:
    lines = b'{"args": ["--version"], "cwd": "nosuch"}\n--version'
    result = run("batch", "--continue", stdin=lines)
    assert (result.exit_code, result.stderr) == (1, f"chdir {run.cwd}/nosuch: no such directory\n")
    assert result.stdout.startswith("Docker version")


def test_a_missing_file(run: Runner) -> None:
    assert run("batch", "none").stderr == "open none: no such file or directory\n"


def test_a_bound_ends_with_its_line(run: Runner) -> None:
    assert run("batch", stdin=b"--timeout 60s --version\n").exit_code == 0
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_the_bound_of_the_batch_is_not_taken_for_a_lines_own(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", Answer(chunks=[STALL]))
    result = run("--timeout", "300ms", "batch", "--continue", stdin=b"--timeout 60s ps\n--timeout 60s ps\n")
    assert result.exit_code == 124
    assert len(fake.of("GET", "/containers/json")) == 1


def test_lines_at_once_are_bounded_each_on_its_own(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", Answer(chunks=[STALL]))
    fake.on("POST", "/images/busybox/tag", Answer(201))
    lines = [
        {"id": "late", "args": ["--timeout", "1500ms", "ps"]},
        {"id": "in time", "args": ["--timeout", "60s", "context", "show"]},
        {"id": "environment", "args": ["--timeout=60s", "ps"], "env": {"DOCKER_HOST": "unix:///none/engine.sock"}},
        {"id": "unbounded", "args": ["tag", "busybox", "a:1"]},
    ]
    text = "\n".join(map(json.dumps, lines))
    result = run("batch", "--continue", "--format", "json", "--jobs", "4", stdin=text.encode())
    rows = {row["id"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert {name: row["exit_code"] for name, row in rows.items()} == {
        "late": 124, "in time": 0, "environment": 1, "unbounded": 0,
    }  # fmt: skip
    assert "did not end within --timeout" in rows["late"]["stderr"]
    assert rows["in time"]["stdout"] == "default\n"
    assert "unix:///none/engine.sock" in rows["environment"]["stderr"]


def test_bounded_lines_have_what_the_batch_was_told(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", Answer(json=[]))
    line = b"--timeout 60s ps -q\n"
    result = run("--host", fake.host, "batch", "--jobs", "2", stdin=line, environ={"DOCKER_HOST": "unix:///none"})
    assert result == (0, "", "")


def test_a_bounded_line_ends_with_its_batch(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", Answer(chunks=[STALL]))
    batch = subprocess.Popen(
        [sys.executable, "-m", "pydock", "batch", "--jobs", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DOCKER_HOST": fake.host, "HOME": str(run.cwd)},
    )
    assert batch.stdin is not None and batch.stdout is not None
    batch.stdin.write(b"--timeout 1h ps\n")
    batch.stdin.close()
    while not fake.of("GET", "/containers/json"):
        time.sleep(0.01)
    (line,) = "".join(path.read_text() for path in Path(f"/proc/{batch.pid}/task").glob("*/children")).split()
    batch.send_signal(signal.SIGTERM)
    assert batch.stdout.read() == b""
    assert batch.wait() == 143
    while _runs(line):
        time.sleep(0.01)
    batch.stdout.close()


def _runs(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_in_a_line_ends_the_batch(run: Runner, fake: FakeEngine, number: signal.Signals, code: int) -> None:
    def interrupt(_request: Request) -> Answer:
        os.kill(os.getpid(), number)
        return Answer(chunks=[STALL])

    fake.on("GET", "/containers/json", interrupt)
    before = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, signal.SIG_DFL),
        signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler),  # ignored below nohup
    }
    try:
        assert run("batch", "--continue", stdin=b"ps\nps\n").exit_code == code
    finally:
        for known, handler in before.items():
            signal.signal(known, handler)
    assert len(fake.of("GET", "/containers/json")) == 1


def test_lines_with_connections_of_their_own_close_them(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=[])
    dial = Path(__file__).parents[1] / "engine" / "transport" / "dial_stdio.py"
    program = run.cwd / "ssh"
    program.write_text(
        f'#!/bin/sh\necho "$*" >> {run.cwd}/log\ncase "$*" in -G*|*"-O exit"*) exit 0;; esac\n'
        f"exec {sys.executable} {dial} {fake.path}\n"
    )
    program.chmod(0o755)
    environ = {"PATH": f"{run.cwd}:/usr/bin:/bin", "DOCKER_HOST": "ssh://far.example"}
    assert run("batch", environ=environ, stdin=b"--retry 1 ps\n" * 3).exit_code == 0
    assert (run.cwd / "log").read_text().count("-O exit") == 3
