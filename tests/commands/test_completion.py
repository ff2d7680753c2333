"""``completion``."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from pydock.cli.scripts import SCRIPTS
from tests.support.command import Runner


@pytest.mark.parametrize("shell", SCRIPTS)
def test_each_shell_has_its_script(alone: Runner, shell: str) -> None:
    assert alone("completion", shell) == (0, SCRIPTS[shell], "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_read_it(alone: Runner, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    script = alone("completion", shell).stdout
    checked = subprocess.run([program, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_other_shells(alone: Runner) -> None:
    result = alone("completion", "tcsh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "no completion for 'tcsh': use one of bash, zsh, fish, powershell\n"
