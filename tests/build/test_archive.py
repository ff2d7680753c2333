from __future__ import annotations

import io
import os
import socket
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.build.archive import Content, Entry, pack, subtree, walk
from pydock.build.dockerignore import Matcher
from pydock.engine.bodies import PIECE
from pydock.errors import PydockError


def _open(pieces: Iterator[bytes]) -> tarfile.TarFile:
    return tarfile.open(fileobj=io.BytesIO(b"".join(pieces)), errors="surrogateescape")


def _names(root: Path, *patterns: str) -> list[bytes]:
    return [entry.name for entry in walk(os.fsencode(root), Matcher(patterns))]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.md", "a.txt", "src/x/keep.log", "src/x/y.log", "src/a.txt", "src-more"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_walk_is_in_order_with_folders_first(tree: Path) -> None:
    assert _names(tree) == [
        b"a.txt", b"b.md", b"src", b"src/a.txt", b"src/x", b"src/x/keep.log", b"src/x/y.log", b"src-more",
    ]


def test_walk_leaves_out_what_is_ignored(tree: Path) -> None:
    assert _names(tree, "src", "*.md") == [b"a.txt", b"src-more"]


def test_walk_goes_through_a_left_out_folder_for_an_exception(tree: Path) -> None:
    assert _names(tree, "*", "!src/x/keep.log") == [b"src/x/keep.log"]


def test_a_very_deep_tree_is_walked(tmp_path: Path) -> None:
    fd = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=fd)
        inner = os.open("d", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = inner
    os.close(fd)
    try:
        assert sum(1 for _ in walk(os.fsencode(tmp_path))) == 1500
    finally:  # pytest's own way to remove its folders is recursive
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_pack_keeps_what_a_copy_needs(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"data")
    (tmp_path / "f").chmod(0o4751)
    os.utime(tmp_path / "f", (1, 1234567890.9))
    os.link(tmp_path / "f", tmp_path / "g")
    os.symlink("nowhere", tmp_path / "l")
    os.mkfifo(tmp_path / "p")
    (tmp_path / "d").mkdir(mode=0o711)
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(tmp_path / "s"))
        with _open(pack(walk(os.fsencode(tmp_path)), owner=(5, 6))) as found:
            members = {member.name: member for member in found}
    assert sorted(members) == ["d", "f", "g", "l", "p"]
    assert (members["f"].mode, members["f"].mtime, members["f"].uid, members["f"].gid) == (0o4751, 1234567890, 5, 6)
    assert members["g"].islnk() and members["g"].linkname == "f"
    assert members["l"].linkname == "nowhere"
    assert members["p"].isfifo() and members["d"].isdir() and members["d"].mode == 0o711


def test_names_need_not_be_text(tmp_path: Path) -> None:
    root = os.fsencode(tmp_path)
    for name in (b"\xff\xfe", "é".encode(), b"n" * 255):
        with open(root + b"/" + name, "wb"):
            pass
    with _open(pack(walk(root))) as found:
        assert sorted(os.fsencode(name) for name in found.getnames()) == [b"n" * 255, "é".encode(), b"\xff\xfe"]


def test_subtree_bears_the_name_it_is_given(tree: Path) -> None:
    assert [entry.name for entry in subtree(os.fsencode(tree / "src" / "x"), b"new")] == [
        b"new", b"new/keep.log", b"new/y.log",
    ]
    assert [entry.name for entry in subtree(os.fsencode(tree / "a.txt"), b"b")] == [b"b"]


def test_made_up_files_are_packed_too() -> None:
    with _open(pack([Content(b"Dockerfile", b"FROM x", 0o644, 9)])) as found:
        member = found.getmember("Dockerfile")
        assert (member.mode, member.mtime, member.size) == (0o644, 9, 6)


def test_big_and_sparse_files_stream(tmp_path: Path) -> None:
    with open(tmp_path / "sparse", "wb") as file:
        file.truncate(3_000_001)
        file.seek(1_000_000)
        file.write(b"here")
    pieces = list(pack(walk(os.fsencode(tmp_path))))
    assert max(map(len, pieces)) <= PIECE + 2048
    with _open(iter(pieces)) as found:
        content = found.extractfile("sparse")
        assert content is not None
        data = content.read()
    assert len(data) == 3_000_001 and data[1_000_000:1_000_004] == b"here"


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"x")
    entries = list(walk(os.fsencode(tmp_path)))
    (tmp_path / "f").unlink()
    with pytest.raises(PydockError, match=r"/f vanished while it was being archived"):
        list(pack(entries))


@pytest.mark.parametrize("size", [10, 200_000])
@pytest.mark.parametrize("later", [3, 400_000])
def test_a_file_that_changes_its_size_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, later: int
) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * size)
    real = os.open

    def change_then_open(*arguments: object, **more: object) -> int:
        os.truncate(path, later)
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", change_then_open)
    with pytest.raises(PydockError, match=f"f changed while it was being archived: it is no longer {size} bytes"):
        list(pack([Entry(os.fsencode(path), b"f")]))


def test_a_file_that_became_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * 7)
    real = os.open

    def exchange_then_open(*arguments: object, **more: object) -> int:
        path.unlink()
        path.symlink_to("/etc/passwd")
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", exchange_then_open)
    with pytest.raises(PydockError, match="cannot archive"):
        list(pack([Entry(os.fsencode(path), b"f")]))
