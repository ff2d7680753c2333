"""The example everyone begins with, from the README's own lines: a web application that counts its visits in redis."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import debian
from tests.support.live import GUARD, LiveEngine

README = Path(__file__).resolve().parent.parent.parent / "README.md"


def _example() -> tuple[str, str]:
    """The README's shell lines that write the files, and the last one, which brings the application up."""
    block = re.search(r"```sh\n(mkdir counter.*?)```", README.read_text(), re.DOTALL)
    assert block, "the README has no counter example"
    *writing, last = block[1].strip().splitlines()
    return "\n".join(writing), last


@pytest.fixture
def base_images(live: LiveEngine) -> None:
    """``python:3`` and ``redis`` on the engine: local stand-ins for the images that a newcomer would pull."""
    if missing := debian.lacking():
        pytest.skip(f"needs {missing}")
    serve = 'CMD ["redis-server","--protected-mode","no","--save",""]'
    for name, tag, root, changes in (
        ("python", "3", debian.python(), []),
        ("redis", "latest", debian.redis(), [serve]),
    ):
        query = {"fromSrc": "-", "repo": name, "tag": tag, "changes": ["ENV PATH=/usr/bin:/bin", *changes]}
        live.connection.call("POST", "/images/create", query=query, body=io.BytesIO(root))


def test_the_web_application_that_counts_in_redis(live: LiveEngine, tmp_path: Path, base_images: None) -> None:
    writing, last = _example()
    assert last == "pydock-compose up"
    subprocess.run(["sh", "-ec", writing], cwd=tmp_path, check=True)
    starter = "from pydock.cli.main import compose_main; compose_main()"
    folder = tmp_path / "counter"
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            live.inside([sys.executable, "-c", starter, "up"]), env=live.environ(), cwd=folder, stdout=log, stderr=log
        )
        try:
            assert _get(live, tmp_path / "log") == "Hello! I have been seen 1 times.\n"
            assert _get(live, tmp_path / "log") == "Hello! I have been seen 2 times.\n"
            process.send_signal(signal.SIGINT)
            assert process.wait(GUARD) == 130
        finally:
            process.kill()
            process.wait()
    assert live.ok("ps", "-q") == ""
    assert "web-1" in (tmp_path / "log").read_text()
    live.ok("compose", "down", cwd=folder)
    assert live.ok("ps", "-aq") == ""


def _get(live: LiveEngine, log: Path) -> str:
    """The page, as soon as it is served."""
    deadline = time.monotonic() + GUARD
    while time.monotonic() < deadline:
        done = subprocess.run(
            live.inside(["busybox", "wget", "-qO-", "http://127.0.0.1:8000/"]),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0 and done.stdout:  # the port answers before the program behind it listens
            return done.stdout
        time.sleep(0.3)
    raise AssertionError(f"no page: {done.stderr}\n{log.read_text()[-3000:]}")
