"""The committed completion scripts, and the shells that use them."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pydock.cli.scripts import SCRIPTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_committed_script_is_the_one_that_is_printed(shell: str) -> None:
    assert (ROOT / "completions" / f"pydock.{shell}").read_text() == SCRIPTS[shell]


def _converse(command: list[str], typed: list[tuple[str, str]], environ: dict[str, str]) -> str:
    """Type each text once the one before it has been answered by its mark; return what the screen got."""
    pid, master = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environ)
    seen = ""
    try:
        for text, mark in typed:
            os.write(master, text.encode())
            deadline = time.monotonic() + 20
            start = len(seen)
            while mark not in seen[start:] and time.monotonic() < deadline:
                if select.select([master], [], [], 0.2)[0]:
                    try:
                        seen += os.read(master, 65536).decode("utf-8", "replace")
                    except OSError:
                        return seen
            assert mark in seen[start:], f"{mark!r} did not follow {text!r}: {seen[start:]!r}"
    finally:
        os.close(master)
        os.kill(pid, 9)
        os.waitpid(pid, 0)
    return seen


LOADING = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source {}\r", "echo mark$((40+2))\r"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; source {}\r", "echo mark$((40+2))\r"),
    "fish": (["fish", "--no-config", "-i"], "source {}\r", "echo mark(math 40+2)\r"),
}
"""Shell to its command line, how it reads a script, and how it says mark42."""


@pytest.mark.parametrize("shell", list(LOADING))
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("pydock container renam", "container rename"),
        ("pydock events --filter typ", "--filter type="),
        ("pydock events --filter type=contai", "--filter type=container"),
        ("pydock events --filter=type=contai", "--filter=type=container"),
        ("pydock kill --signal=WIN", "--signal=WINCH"),
        ("pydock run --pull mis", "--pull missing"),
    ],
)
def test_a_real_shell_completes(shell: str, typed: str, completed: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = ROOT / "completions" / f"pydock.{shell}"
    bin_dir = os.path.dirname(sys.executable)
    environ = {
        "PATH": f"{bin_dir}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "TERM": "xterm",
        "PS1": "ready> ",
        "LANG": "C.UTF-8",
        "DOCKER_HOST": f"unix://{tmp_path}/none.sock",
    }
    command, load, done = LOADING[shell]
    steps = [(load.format(script), ""), (done, "mark42"), (f"{typed}\t", completed)]
    assert completed in _converse(command, steps, environ)


def test_the_protocol_lists_commands_with_what_they_do() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "pydock", "__complete", "container", "re"], capture_output=True, text=True, check=True
    )
    lines = answer.stdout.splitlines()
    assert [line.partition("\t")[0] for line in lines[:-1]] == ["rename", "restart"]
    assert lines[-1] == ":4"
