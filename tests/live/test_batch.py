"""``batch`` on a real engine."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.live import LiveEngine


def test_a_thousand_lines_over_kept_connections(live: LiveEngine, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_text("image inspect --format {{.Os}} busybox\n" * 1000)
    assert live.ok("batch", "--jobs", "4", str(lines)) == "linux\n" * 1000


def test_lines_change_the_engine_in_order_and_tell_what_failed(live: LiveEngine, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_text(
        "volume create batch-volume\n"
        '{"id": "again", "args": ["run", "--rm", "--network=none", "busybox", "sh", "-c", "echo out; exit 7"]}\n'
        "volume rm batch-volume\n"
    )
    result = live.pydock("batch", "--continue", "--format", "json", str(lines))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["id"], row["exit_code"], row["stdout"]) for row in rows] == [
        (1, 0, "batch-volume\n"),
        ("again", 7, "out\n"),
        (3, 0, "batch-volume\n"),
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_ends_it_and_starts_nothing_more(live: LiveEngine, jobs: str) -> None:
    live.ok("run", "-d", "--name", "c1", *live.run_flags, "busybox", "sleep", "9999")
    with subprocess.Popen(
        live.command("batch", "--jobs", jobs, "--continue"),
        env=live.environ(),
        cwd=live.work,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as batch:
        assert batch.stdin is not None and batch.stdout is not None
        try:
            batch.stdin.write(b"inspect --format {{.State.Status}} c1\nwait c1\nwait c1\nvolume create late\n")
            batch.stdin.close()
            assert batch.stdout.readline() == b"running\n"
            batch.send_signal(signal.SIGTERM)
            assert batch.wait(60) == 143
        finally:
            batch.kill()
    assert live.ok("inspect", "--format", "{{.State.Status}}", "c1") == "running\n"
    assert live.ok("volume", "ls", "-q") == ""
