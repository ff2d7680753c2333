"""``bake --print`` and ``--list`` on definitions whose outcome with buildx 0.29 was recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Runner

_FILE = Path(__file__).parents[2] / "cases" / "bake" / "print.jsonl"
_CASES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", _CASES, ids=[str(number) for number in range(len(_CASES))])
def test_recorded(case: dict[str, Any], tmp_path: Path) -> None:
    home, cwd = tmp_path / "home", tmp_path / "proj"
    for folder in (home, cwd):
        folder.mkdir()
    for name, text in case["files"].items():
        (cwd / name).parent.mkdir(parents=True, exist_ok=True)
        (cwd / name).write_text(text, encoding="utf-8")
    run = Runner(home, cwd, {"DOCKER_HOST": f"unix://{tmp_path}/none.sock", **case["environ"]})
    got = run("buildx", "bake", *case["argv"])
    assert (got.exit_code, got.stdout) == (case["exit_code"], case["stdout"]), got
    assert (got.stderr.splitlines()[-1] if got.exit_code else "") == case["error"]


_WRONG = [json.loads(line) for line in (_FILE.parent / "errors.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", _WRONG, ids=[str(number) for number in range(len(_WRONG))])
def test_what_is_wrong_is_shown_where_it_stands(case: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "docker-bake.hcl").write_text(case["text"], encoding="utf-8")
    got = Runner(tmp_path, tmp_path, {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})("bake", "--print", "x")
    told = [line for line in got.stderr.splitlines() if line and not line.startswith("#1 ")]
    assert (got.exit_code, "\n".join(told)) == (1, case["error"])
