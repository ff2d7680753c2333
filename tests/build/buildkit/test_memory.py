"""What is kept of the last builds."""

from __future__ import annotations

import os
from pathlib import Path

from pydock.build.buildkit import memory
from pydock.build.buildkit.memory import Memories
from pydock.build.buildkit.why import Memory


def test_each_key_has_its_own(tmp_path: Path) -> None:
    memories = Memories({}, str(tmp_path))
    memories.keep(Memory(files={"a": "1"}), "/folder", "", "")
    memories.keep(Memory(files={"a": "2"}), "/folder", "", "target")
    assert memories.load("/folder", "", "") == Memory(files={"a": "1"})
    assert memories.load("/other", "", "") is None
    (first, second) = (tmp_path / ".cache/pydock/builds").iterdir()
    assert first.stat().st_mode & 0o777 == second.stat().st_mode & 0o777 == 0o600


def test_the_oldest_go(tmp_path: Path) -> None:
    memories = Memories({"XDG_CACHE_HOME": str(tmp_path)}, "/nowhere")
    most = memory._MOST
    for number in range(most):
        memories.keep(Memory(), str(number))
    for path in (tmp_path / "pydock/builds").iterdir():
        os.utime(path, (1, 1))
    memories.keep(Memory(), "0")
    memories.keep(Memory(), "new")
    assert len(list((tmp_path / "pydock/builds").iterdir())) == most
    assert memories.load("new") is not None and memories.load("0") is not None


def test_faults_are_no_builds_concern(tmp_path: Path) -> None:
    (tmp_path / "pydock").write_text("a file in the way")
    memories = Memories({"XDG_CACHE_HOME": str(tmp_path)}, "")
    memories.keep(Memory(), "x")
    assert memories.load("x") is None
