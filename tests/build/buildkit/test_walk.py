"""Folders as file sync lists them."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from pydock.build.buildkit.walk import MODE_DIR, MODE_PIPE, MODE_SETUID, MODE_SYMLINK, Filter, go_mode, walk


def _paths(root: Path, **wanted: tuple[str, ...]) -> list[str]:
    return [os.fsdecode(entry.path) for entry in walk(os.fsencode(root), Filter(**wanted))]


def _tree(root: Path) -> None:
    for name in ("a/x", "a/y.log", "b/c/z", "top", "z.log"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def test_everything_in_order(tmp_path: Path) -> None:
    _tree(tmp_path)
    assert _paths(tmp_path) == ["a", "a/x", "a/y.log", "b", "b/c", "b/c/z", "top", "z.log"]


def test_excludes_and_exceptions(tmp_path: Path) -> None:
    _tree(tmp_path)
    assert _paths(tmp_path, exclude=("**/*.log",)) == ["a", "a/x", "b", "b/c", "b/c/z", "top"]
    assert _paths(tmp_path, exclude=("*", "!b/c")) == ["b", "b/c", "b/c/z"]
    assert _paths(tmp_path, exclude=("a", "b", "!a/x")) == ["a", "a/x", "top", "z.log"]


def test_includes_bring_their_parents(tmp_path: Path) -> None:
    _tree(tmp_path)
    assert _paths(tmp_path, include=("b/c/z",)) == ["b", "b/c", "b/c/z"]
    assert _paths(tmp_path, include=("**/*.log",)) == ["a", "a/y.log", "z.log"]
    assert _paths(tmp_path, include=("a",), exclude=("a/x",)) == ["a", "a/y.log"]


def test_follow_paths(tmp_path: Path) -> None:
    _tree(tmp_path)
    (tmp_path / "link").symlink_to("b/c")
    assert _paths(tmp_path, follow=("link",)) == ["b", "b/c", "b/c/z", "link"]
    assert _paths(tmp_path, follow=("nothing",)) == []


def test_kinds_links_and_odd_names(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    os.link(tmp_path / "file", tmp_path / "hard")
    (tmp_path / "soft").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    open(os.path.join(os.fsencode(tmp_path), b"odd\xff"), "wb").close()
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(tmp_path / "sock"))
    entries = {entry.path: entry for entry in walk(os.fsencode(tmp_path), Filter())}
    assert set(entries) == {b"file", b"hard", b"soft", b"pipe", b"odd\xff"}
    assert entries[b"file"].size == 5 and entries[b"hard"][2:5:2] == (0, b"file")
    assert entries[b"soft"].mode & MODE_SYMLINK and entries[b"soft"].link == b"file"
    assert entries[b"pipe"].mode & MODE_PIPE


def test_modes() -> None:
    assert go_mode(0o040755) == MODE_DIR | 0o755
    assert go_mode(0o104755) == MODE_SETUID | 0o755
