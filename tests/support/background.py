"""``pydock compose`` beside a test, and waiting for what it does."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.live import GUARD, LiveEngine


def start(live: LiveEngine, folder: Path, *argv: str) -> tuple[subprocess.Popen[bytes], Path]:
    """``pydock compose argv`` in the background, and the file that has its output."""
    path = folder / "output"
    with path.open("wb") as output:
        process = subprocess.Popen(
            live.command("compose", *argv),
            env=live.environ(),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return process, path


def until(condition: Callable[[], object], process: subprocess.Popen[bytes], output: Path) -> None:
    """Wait for ``condition`` while ``process`` runs."""
    deadline = time.monotonic() + GUARD
    while not condition():
        assert process.poll() is None and time.monotonic() < deadline, output.read_text()
        time.sleep(0.05)
