"""An interrupt while the command line loads: no traceback."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

SLOW = """
import sys
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "pydock.cli.main":
            print("loading", flush=True)
            sys.stdin.read()
sys.meta_path.insert(0, Slow())
from pydock import __main__ as start
start.{script}()
"""


@pytest.mark.parametrize("script", ["main", "compose_main"])
def test_an_interrupt_while_it_loads(script: str) -> None:
    loading = subprocess.Popen(
        [sys.executable, "-c", SLOW.format(script=script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert loading.stdout is not None
    assert loading.stdout.readline() == b"loading\n"
    loading.send_signal(signal.SIGINT)
    assert loading.communicate() == (b"", b"")
    assert loading.returncode == -signal.SIGINT


def test_an_ignored_interrupt_stays_ignored() -> None:
    ignoring = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)" + SLOW.format(script="main")
    loading = subprocess.Popen(
        [sys.executable, "-c", ignoring, "--version"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert loading.stdout is not None
    assert loading.stdout.readline() == b"loading\n"
    loading.send_signal(signal.SIGINT)
    stdout, _ = loading.communicate()
    assert (loading.returncode, stdout.split()[0]) == (0, b"pydock")
