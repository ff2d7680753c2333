"""Paths whose links are followed inside the folder."""

from __future__ import annotations

import os
from pathlib import Path

from pydock.build.buildkit.follow import follow_links


def _found(root: Path, *paths: str) -> list[str]:
    return follow_links(os.fsencode(root), paths)


def test_links_bring_their_targets(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/file").write_text("")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "real/again").symlink_to("/folder/file")
    assert _found(tmp_path, "folder/file") == ["folder", "real/file"]
    assert _found(tmp_path, "real/again") == ["folder", "real/again", "real/file"]
    assert _found(tmp_path, "real/a*") == ["folder", "real/a*", "real/again", "real/file"]


def test_links_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("../../etc/passwd")
    assert _found(tmp_path, "out") == ["etc/passwd", "out"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert _found(tmp_path, "a") == ["a", "b"]


def test_paths_without_links(tmp_path: Path) -> None:
    assert _found(tmp_path, "", "/", "x/y", "none*") == [".", "none*", "x/y"]
