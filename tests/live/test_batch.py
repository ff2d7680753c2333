"""``batch`` on a real engine."""

from __future__ import annotations

import json
from pathlib import Path

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
