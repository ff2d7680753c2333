"""What a command imports: start-up is fast by rule, and the rule counts modules, not milliseconds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pydock.cli.plugins import _SYSTEM
from tests.support.engine import Answer, FakeEngine

NEVER = {"requests", "urllib3", "rich", "ssl", "http.client", "email", "asyncio", "yaml", "ruamel", "h2", "google"}
BARE = {"click", "inspect", "datetime", "subprocess", "tempfile", "shutil", "pathlib", "dataclasses"}


def modules(tmp_path: Path, *argv: str, host: str = "") -> set[str]:
    """The modules that one command line imports beyond the interpreter's own."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "DOCKER_HOST": host or f"unix://{tmp_path}/none.sock"}
    imported = _imported(["-m", "pydock", *argv], environ)
    return set(imported[imported.index("runpy") + 1 :])


def _imported(words: list[str], environ: dict[str, str]) -> list[str]:
    command = [sys.executable, "-X", "importtime", *words]
    finished = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    lines = [line for line in finished.stderr.splitlines() if line.startswith("import time:")]
    return [line.rpartition("|")[2].strip() for line in lines]


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["image"], ["bogus"], ["--bogus"], ["__complete", "im"]])
def test_what_comes_from_the_tree_loads_no_click(tmp_path: Path, argv: list[str]) -> None:
    if argv == ["--help"] and any(os.path.isdir(folder) and os.listdir(folder) for folder in _SYSTEM):
        pytest.skip("the plugins of this machine are asked for their summaries")
    loaded = modules(tmp_path, *argv)
    assert not loaded & (NEVER | BARE)
    assert len(loaded) <= 46


@pytest.mark.parametrize("argv", [["rmi", "--help"], ["rmi", "--bogus"], ["rmi"], ["__complete", "rmi", "--"]])
def test_help_and_usage_errors_of_a_command_load_no_client(tmp_path: Path, argv: list[str]) -> None:
    loaded = modules(tmp_path, *argv)
    assert not loaded & NEVER
    assert not any(module.startswith("pydock.engine") for module in loaded)
    assert len(loaded) <= 90


@pytest.mark.parametrize(
    ("argv", "path", "answer"),
    [
        (["ps"], "/containers/json", Answer(json=[])),
        (["images"], "/images/json", Answer(json=[])),
        (["inspect", "--type", "container", "c1"], "/containers/c1/json", Answer(json={"Id": "x"})),
        (["volume", "ls"], "/volumes", Answer(json={"Volumes": []})),
    ],
)
def test_a_command_that_asks_the_engine_loads_what_it_uses(
    tmp_path: Path, fake: FakeEngine, argv: list[str], path: str, answer: Answer
) -> None:
    fake.on("GET", path, answer)
    loaded = modules(tmp_path, *argv, host=fake.host)
    clicks_own = set(_imported(["-c", "import click"], {}))  # on Python 3.10 that is subprocess too
    assert not loaded & ((NEVER | {"subprocess", "tempfile", "shutil"}) - clicks_own)
    assert len(loaded) <= 124
