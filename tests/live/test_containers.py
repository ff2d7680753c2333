"""Containers on a real engine: exit codes, signals, conditions, results, logs, and use of resources."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from typing import Any

import pytest

from tests.support.live import LiveEngine

LOOP = "while :; do sleep 0.1; done"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("sh", "-c", "exit 3"), 3),
        (("nosuch",), 127),
        (("/etc",), 126),
        (("sh", "-c", "sh -c 'kill -9 $$'; exit $?"), 137),
    ],
)
def test_exit_codes(live: LiveEngine, command: tuple[str, ...], code: int) -> None:
    result = live.pydock("run", "--rm", *live.run_flags, "busybox", *command)
    assert result.exit_code == code
    assert live.ok("ps", "-aq") == ""


def test_start_attached_to_what_is_removed_at_its_end(live: LiveEngine) -> None:
    live.ok("create", "--rm", "--name", "c1", *live.run_flags, "busybox", "sh", "-c", "echo out; exit 4")
    result = live.pydock("start", "-a", "c1")
    assert (result.exit_code, result.stdout) == (4, "out\n")
    assert live.ok("ps", "-aq") == ""


def test_events_of_a_time_that_is_over(live: LiveEngine) -> None:
    container = live.ok("create", *live.run_flags, "busybox").strip()
    time.sleep(1)  # the engine's bounds are whole seconds
    flags = ["--since", "1m", "--until", "0s", "-f", f"container={container}", "--format", "{{.Action}}"]
    assert live.ok("events", *flags) == "create\n"
    assert live.ok("events", *flags[:2], "--until", "30s", *flags[4:]) == ""


def test_standard_input_of_a_megabyte(live: LiveEngine) -> None:
    data = b"0123456789abcdef" * (1 << 16)
    assert live.ok("run", "-i", "--rm", *live.run_flags, "busybox", "wc", "-c", stdin=data).strip() == str(len(data))
    assert live.ok("run", "-i", "--rm", *live.run_flags, "busybox", "cat", stdin=data).encode() == data


def test_both_streams_whole_and_apart(live: LiveEngine) -> None:
    script = "i=0; while [ $i -lt 2000 ]; do echo o$i; echo e$i >&2; i=$((i+1)); done"
    result = live.pydock("run", "--rm", *live.run_flags, "busybox", "sh", "-c", script)
    assert result.stdout == "".join(f"o{i}\n" for i in range(2000))
    assert result.stderr == "".join(f"e{i}\n" for i in range(2000))


def _started(live: LiveEngine, *argv: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        live.command(*argv), env=live.environ(), cwd=live.work, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def test_signals_reach_the_process(live: LiveEngine) -> None:
    script = f'trap "echo got; exit 9" TERM; echo ready; {LOOP}'
    process = _started(live, "run", "--rm", *live.run_flags, "busybox", "sh", "-c", script)
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate()
    assert (process.returncode, output) == (9, b"got\n")


def test_signals_stay_here_without_proxy(live: LiveEngine) -> None:
    argv = ("run", "--name", "c1", "--sig-proxy=false", *live.run_flags, "busybox", "sh", "-c", f"echo ready; {LOOP}")
    process = _started(live, *argv)
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130
    assert live.ok("inspect", "-f", "{{.State.Running}}", "c1") == "true\n"


def test_wait_for(live: LiveEngine) -> None:
    script = f"sleep 0.5; echo ready; touch /ok; httpd -p 8000; {LOOP}"
    health = ["--health-cmd", "test -f /ok", "--health-interval", "300ms"]
    live.ok("run", "-d", "--name", "c1", *health, *live.run_flags, "busybox", "sh", "-c", script)
    for condition in ("running", "log=^ready$", "port=8000", "healthy"):
        assert live.ok("wait", "--for", condition, "--timeout", "1m", "c1") == "c1\n"
    late = live.pydock("wait", "--timeout", "100ms", "c1")
    assert (late.exit_code, late.stderr) == (124, "timed out waiting for c1 to be exited\n")


def test_run_wait_for(live: LiveEngine) -> None:
    flags = ["--wait-for", "log=up", "--wait-timeout", "1m"]
    live.ok("run", "-d", "--name", "c1", *flags, *live.run_flags, "busybox", "sh", "-c", f"sleep 0.3; echo up; {LOOP}")
    assert live.ok("logs", "c1") == "up\n"
    script = "sleep 0.3; exit 3"
    failed = live.pydock("run", "-d", "--wait-for", "port=1", *live.run_flags, "busybox", "sh", "-c", script)
    assert failed.exit_code == 1
    # Which of the two it is depends on whether the look into the container meets its end.
    assert "exited with 3 before it listened on port 1" in failed.stderr or "port 1 is not published" in failed.stderr


def _result(live: LiveEngine) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((live.work / "result.json").read_text())
    return found


def test_result_file(live: LiveEngine) -> None:
    argv = ("run", "--rm", "--result-file", "result.json", *live.run_flags, "busybox")
    assert live.pydock(*argv, "sh", "-c", "exit 4").exit_code == 4
    result = _result(live)
    assert (result["ExitCode"], result["EndedBy"]) == (4, "process")
    assert result["ImageDigest"].removeprefix("sha256:").isalnum()
    assert result["CreatedAt"] and result["StartedAt"] and result["FinishedAt"]
    assert live.pydock(*argv, "nosuch").exit_code == 127
    assert (_result(live)["EndedBy"], _result(live)["ExitCode"]) == ("start failure", None)
    process = _started(live, *argv, "sh", "-c", f"echo ready; {LOOP}")
    live.ok("kill", _container(live))
    process.communicate()
    assert (_result(live)["EndedBy"], _result(live)["Signal"]) == ("signal", "SIGKILL")


def _container(live: LiveEngine) -> str:
    return live.ok("ps", "-q").strip()


def test_logs_of_several(live: LiveEngine) -> None:
    for name, text in (("one", "first"), ("three", "second"), ("two", "third")):
        live.ok("run", "--name", name, *live.run_flags, "busybox", "echo", text)
    assert live.ok("logs", "two", "one", "three") == "one   | first\nthree | second\ntwo   | third\n"
    followed = live.ok("logs", "-f", "--tail", "1", "one", "two")
    assert sorted(followed.splitlines()) == ["one | first", "two | third"]


def test_logs_follow_to_the_end(live: LiveEngine) -> None:
    script = "echo one; sleep 0.5; echo two; echo err >&2"
    live.ok("run", "-d", "--name", "c1", *live.run_flags, "busybox", "sh", "-c", script)
    result = live.pydock("logs", "-f", "c1")
    assert (result.stdout, result.stderr) == ("one\ntwo\n", "err\n")


def test_stats_follow_what_starts(live: LiveEngine) -> None:
    process = subprocess.Popen(
        live.command("stats", "--format", "{{.Name}} {{.PIDs}}"), env=live.environ(), stdout=subprocess.PIPE
    )
    try:
        live.ok("run", "-d", "--name", "late", *live.run_flags, "busybox", "sleep", "1000")
        assert process.stdout is not None
        for line in process.stdout:
            if line == b"late 1\n":
                break
    finally:
        process.terminate()
        process.communicate()
    assert process.returncode == 143


def test_limits_are_updated(live: LiveEngine) -> None:
    live.ok("create", "--name", "c1", "-m", "64m", "--memory-swap", "128m", *live.run_flags, "busybox")
    live.ok("update", "-m", "32m", "--restart", "on-failure:2", "c1")
    host = json.loads(live.ok("inspect", "-f", "{{json .HostConfig}}", "c1"))
    assert (host["Memory"], host["RestartPolicy"]["Name"]) == (32 << 20, "on-failure")
