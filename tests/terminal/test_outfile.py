from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pydock.errors import PydockError
from pydock.terminal.outfile import OutFile, check


def test_the_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    with OutFile("out", str(tmp_path)) as file:
        file.write(b"new ")
        file.write(memoryview(b"content"))
        assert target.read_text() == "old"
    assert target.read_text() == "new content"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["out"]


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    with pytest.raises(KeyboardInterrupt), OutFile(str(tmp_path / "out")) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert (tmp_path / "out").read_text() == "old"
    assert os.listdir(tmp_path) == ["out"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int, data: object) -> int:
        raise OSError(28, "No space left on device")

    with pytest.raises(PydockError, match="write out: no space left on device"), OutFile("out", str(tmp_path)) as file:
        monkeypatch.setattr(os, "write", full)
        file.write(b"x")
    assert os.listdir(tmp_path) == []


def test_the_umask_holds_where_that_is_wanted(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with OutFile("out", str(tmp_path), mode=0o666, masked=True) as file:
            file.write(b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match="open no/out: no such file or directory"):
        OutFile("no/out", str(tmp_path))


def test_targets_that_no_file_can_replace(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "f").write_text("")
    (tmp_path / "l").symlink_to("f")
    os.mkfifo(tmp_path / "p")
    for path, message in (
        ("no/out", "invalid output path: stat no: no such file or directory"),
        ("f/out", "invalid output path: stat f: not a directory"),
        ("d", "cannot write to a directory"),
        (".", "cannot write to a directory"),
        ("l", "cannot write to a symbolic link directly"),
        ("p", r"cannot write to a named pipe \(FIFO\)"),
        ("/dev/null", "cannot write to a character device file"),
    ):
        with pytest.raises(PydockError, match=message):
            check(path, str(tmp_path))
    check("f", str(tmp_path))
    check("new", str(tmp_path))
