from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.build import context
from pydock.build.context import Folder
from pydock.errors import PydockError


def _names(body: Iterator[bytes]) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(b"".join(body))) as found:
        return [re.sub(r"[0-9a-f]{20}", "RANDOM", name) for name in found.getnames()]


def _text(body: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(body)) as found:
        content = found.extractfile(name)
        assert content is not None
        return content.read()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Dockerfile").write_text("FROM x\n")
    (tmp_path / "a").write_text("a")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b").write_text("b")
    return tmp_path


def test_locate_finds_the_dockerfile(folder: Path) -> None:
    root = str(folder.resolve())
    assert context.locate(".", "", str(folder)) == Folder(root, "Dockerfile")
    assert context.locate("sub", "Dockerfile", str(folder)) == Folder(f"{root}/sub", "../Dockerfile")
    assert context.locate(".", "-", str(folder)) == Folder(root, "-")
    (folder / "Dockerfile").rename(folder / "dockerfile")
    assert context.locate(str(folder), "", "/").dockerfile == "dockerfile"


@pytest.mark.parametrize(
    ("path", "dockerfile", "message"),
    [
        ("a", "", r"context must be a directory: .*/a"),
        ("sub", "", r"unable to evaluate symlinks in Dockerfile path: lstat .*/sub/Dockerfile: no such file"),
        ("nosuch", "", r"unable to evaluate symlinks in context path: lstat .*/nosuch: no such file or directory"),
    ],
)
def test_locate_says_what_is_missing(folder: Path, path: str, dockerfile: str, message: str) -> None:
    with pytest.raises(PydockError, match=message):
        context.locate(path, dockerfile, str(folder))


def test_a_folder_is_packed_for_root_without_what_is_ignored(folder: Path) -> None:
    (folder / ".dockerignore").write_text("*\n!sub\n")
    made = context.from_folder(Folder(str(folder), "Dockerfile"))
    assert made.dockerfile == "Dockerfile"
    assert _names(made.body) == [".dockerignore", "Dockerfile", "sub", "sub/b"]


def test_a_dockerfile_from_elsewhere_is_added_and_ignored(folder: Path) -> None:
    made = context.from_folder(Folder(str(folder), "-"), b"FROM y\n")
    body = b"".join(made.body)
    assert _names(iter([body])) == ["Dockerfile", "a", "sub", "sub/b", ".dockerfile.RANDOM", ".dockerignore"]
    assert _text(body, made.dockerfile) == b"FROM y\n"
    assert _text(body, ".dockerignore") == b".dockerignore\n%b\n" % made.dockerfile.encode()


def test_the_folders_own_dockerignore_is_extended(folder: Path) -> None:
    (folder / ".dockerignore").write_text("*\n")
    made = context.from_folder(Folder(str(folder), "-"), b"FROM y\n")
    body = b"".join(made.body)
    assert _names(iter([body])) == [".dockerignore", ".dockerfile.RANDOM"]
    assert _text(body, ".dockerignore") == b"*\n\n%b\n" % made.dockerfile.encode()
    assert (folder / ".dockerignore").read_text() == "*\n"


def test_a_bad_pattern_fails_before_anything_is_read(folder: Path) -> None:
    (folder / ".dockerignore").write_text("!\n")
    with pytest.raises(PydockError, match='error checking context: illegal exclusion pattern: "!"'):
        context.from_folder(Folder(str(folder), "Dockerfile"))


def test_what_a_user_cannot_read_is_told_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(os, "access", lambda path, mode: not path.endswith(b"/b"))
    with pytest.raises(PydockError, match=r"error checking context: no permission to read from '.*/sub/b'"):
        context.from_folder(Folder(str(folder), "Dockerfile"))
    monkeypatch.setattr(os, "access", lambda path, mode: not path.endswith(b"/sub"))
    with pytest.raises(PydockError, match=r"error checking context: can't stat '.*/sub'"):
        context.from_folder(Folder(str(folder), "Dockerfile"))


def _archive() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        info = tarfile.TarInfo("a")
        info.size = 1
        made.addfile(info, io.BytesIO(b"a"))
    return buffer.getvalue()


ZSTD = b"\x28\xb5\x2f\xfd rest"


@pytest.mark.parametrize(
    "data",
    [_archive(), gzip.compress(_archive()), bz2.compress(_archive()), lzma.compress(_archive()), ZSTD],
    ids=["plain", "gzip", "bzip2", "xz", "zstd"],
)
def test_an_archive_passes_as_it_is(data: bytes) -> None:
    pieces = (data[start : start + 7] for start in range(0, len(data), 7))
    made = context.from_stream(pieces, "other.df")
    assert made.dockerfile == "other.df"
    assert b"".join(made.body) == data


@pytest.mark.parametrize("text", [b"FROM busybox\n", b"", b"x" * 5000])
def test_anything_else_is_the_dockerfile(text: bytes) -> None:
    made = context.from_stream(iter([text]), "")
    assert made.dockerfile == "Dockerfile"
    assert _text(b"".join(made.body), "Dockerfile") == text


def test_streams_and_flags_that_contradict() -> None:
    with pytest.raises(PydockError, match="ambiguous Dockerfile source"):
        context.from_stream(iter([b"FROM x\n"]), "alt")
    with pytest.raises(PydockError, match="build context is not an archive"):
        context.from_stream(iter([b"FROM x\n"]), "-")


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_a_dockerfile_is_added_to_an_archive(pack: type[bytes]) -> None:
    made = context.with_dockerfile(context.from_stream(iter([pack(_archive())]), "-"), b"FROM z\n")
    body = b"".join(made.body)
    assert _names(iter([body])) == ["a", ".dockerfile.RANDOM", ".dockerignore"]
    assert _text(body, made.dockerfile) == b"FROM z\n"


def test_compress_is_gzip() -> None:
    assert gzip.decompress(b"".join(context.compress(iter([b"a" * 100_000, b"b"])))) == b"a" * 100_000 + b"b"
