"""What a context sends and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.build.buildkit.explain import decide, missing, rules, sizes
from pydock.errors import PydockError


def test_sizes_and_rules(tmp_path: Path) -> None:
    (tmp_path / ".dockerignore").write_text("# comment\n/*.log\n\n!keep.log\n")
    for name, count in (("a.log", 5), ("keep.log", 9), ("main", 3)):
        (tmp_path / name).write_bytes(b"x" * count)
    found = rules(str(tmp_path))
    assert found.patterns == ((2, "*.log"), (4, "!keep.log"))
    assert [name for name, _ in sizes(str(tmp_path), found)] == [".dockerignore", "keep.log", "main"]
    path = f"{tmp_path}/.dockerignore"
    assert decide(str(tmp_path), found, "a.log") == f"a.log is left out: {path}:2: *.log"
    assert decide(str(tmp_path), found, "keep.log") == f"keep.log is sent: {path}:4: !keep.log"
    assert decide(str(tmp_path), found, "main") == "main is sent: no rule matches it"
    for wrong in ("nothing", "../x"):
        with pytest.raises(PydockError):
            decide(str(tmp_path), found, wrong)


def test_the_dockerfiles_own_rules_win(tmp_path: Path) -> None:
    (tmp_path / "d.dockerignore").write_text("x\n")
    (tmp_path / ".dockerignore").write_text("y\n")
    assert rules(str(tmp_path), str(tmp_path / "d")).sources == ("x",)


def test_hints_for_missing_files(tmp_path: Path) -> None:
    (tmp_path / ".dockerignore").write_text("hidden\n")
    for name in ("hidden", "requirements.txt"):
        (tmp_path / name).touch()
    folder = str(tmp_path)
    text = 'failed to calculate checksum of ref x: "/{}": not found'
    old = 'failed to compute cache key: "/hidden" not found: not found'
    assert missing(folder, "", old) == missing(folder, "", text.format("hidden"))
    assert missing(folder, "", text.format("hidden")) == f"hidden is left out: {folder}/.dockerignore:1: hidden"
    assert missing(folder, "", text.format("requirments.txt")).endswith("near it: requirements.txt")
    assert missing(folder, "", text.format("zzz")) == "" and missing(folder, "", "exit code: 1") == ""
