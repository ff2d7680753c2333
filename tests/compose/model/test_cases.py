"""Compose files with what docker compose 2.40 prints for them, byte for byte.

A case is one file of ``tests/compose/cases``: sections that begin with ``==== args``, ``==== file NAME``,
``==== exit N``, ``==== stdout`` and ``==== stderr``. A missing last newline is compared without it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.command import Runner

CASES = Path(__file__).parent.parent / "cases"
_SECTION = re.compile(r"^==== (args|file|exit|stdout|stderr) ?(.*)\n", re.MULTILINE)


class Case(NamedTuple):
    args: list[str]
    files: dict[str, str]
    exit_code: int
    stdout: str
    stderr: str


def read_case(path: Path) -> Case:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    found = list(_SECTION.finditer(text))
    parts = {"args": "", "exit": "0", "stdout": "", "stderr": ""}
    files: dict[str, str] = {}
    for match, following in zip(found, [*found[1:], None], strict=True):
        body = text[match.end() : following.start() if following else len(text)]
        kind, name = match.groups()
        if kind == "file":
            files[name] = body
        else:
            parts[kind] = name if kind == "exit" else body
    return Case(parts["args"].split(), files, int(parts["exit"]), parts["stdout"], parts["stderr"])


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_config(path: Path, run: Runner, tmp_path: Path) -> None:
    case = read_case(path)
    folder = tmp_path / "proj"
    for name, text in case.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    run.cwd = folder
    result = run("compose", *case.args, environ={"HOME": "/home/u"})
    stdout = result.stdout.replace(str(folder), "{CWD}")
    stderr = re.sub(r'time="[^"]*"', 'time="T"', result.stderr.replace(str(folder), "{CWD}"))
    assert (stdout.rstrip("\n"), stderr) == (case.stdout.rstrip("\n"), case.stderr)
    assert result.exit_code == case.exit_code
