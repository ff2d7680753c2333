from __future__ import annotations

from pathlib import Path

import pytest

from pydock.build import gopaths
from pydock.errors import PydockError


@pytest.mark.parametrize(
    ("path", "cleaned"),
    [("", "."), ("//a", "/a"), ("a/../b/./c/", "b/c"), ("/..", "/"), ("../x", "../x"), ("/", "/")],
)
def test_clean(path: str, cleaned: str) -> None:
    assert gopaths.clean(path) == cleaned


@pytest.mark.parametrize(
    ("path", "folder", "entry"),
    [
        ("/a/b", "/a", "b"),
        ("/a/b/", "/a", "b"),
        ("/a/b/.", "/a/b", "."),
        ("b", ".", "b"),
        ("/", "/", "/"),
        ("", ".", "."),
        ("/tmp/a/../b", "/tmp", "b"),
    ],
)
def test_split(path: str, folder: str, entry: str) -> None:
    assert gopaths.split(path) == (folder, entry)


@pytest.mark.parametrize(
    ("cleaned", "original", "kept"),
    [("/a", "a/", "/a/"), ("/a", "a/.", "/a/."), ("/a", "a", "/a"), ("/", ".", "/."), ("/a", "a/./", "/a/")],
)
def test_keep_ending(cleaned: str, original: str, kept: str) -> None:
    assert gopaths.keep_ending(cleaned, original) == kept


def test_base_and_endings() -> None:
    assert [gopaths.base(path) for path in ("/a/b/", "", "/", "x")] == ["b", ".", "/", "x"]
    assert gopaths.names_content("a/.") and not gopaths.names_content("a")
    assert gopaths.names_folder("a/") and gopaths.names_folder("") and not gopaths.names_folder("a")
    assert gopaths.absolute("x/../y", "/cwd") == "/cwd/y"


def test_resolve_follows_links_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "f").write_text("")
    (tmp_path / "l").symlink_to("d")
    (tmp_path / "m").symlink_to(tmp_path / "l")
    assert gopaths.resolve(f"{tmp_path}/m/../l/./f") == f"{tmp_path.resolve()}/d/f"


def test_resolve_says_which_part_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    for path, message in (
        ("nosuch/x", f"lstat {tmp_path}/nosuch: no such file or directory"),
        ("f/x", "not a directory"),
        ("f/", "not a directory"),
        ("loop", "EvalSymlinks: too many links"),
    ):
        with pytest.raises(PydockError) as caught:
            gopaths.resolve(f"{tmp_path}/{path}")
        assert caught.value.message == message
