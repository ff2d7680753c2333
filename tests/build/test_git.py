from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pydock.build import git
from pydock.build.git import Repository
from pydock.errors import PydockError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("git://h/x.git", True),
        ("github.com/a/b", True),
        ("git@github.com:a/b.git", True),
        ("https://h/x.git", True),
        ("https://h/x.git#main:sub", True),
        ("https://h/x.tar.gz", False),
        ("http://h/x", False),
        ("folder.git", False),
    ],
)
def test_is_git(text: str, expected: bool) -> None:
    assert git.is_git(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("github.com/a/b", Repository("https://github.com/a/b", "HEAD", "")),
        ("git://h/x.git#main", Repository("git://h/x.git", "main", "")),
        ("git@h:a/b.git#v1:sub/dir", Repository("git@h:a/b.git", "v1", "sub/dir")),
        ("https://h/x.git#:sub", Repository("https://h/x.git", "HEAD", "sub")),
    ],
)
def test_parse(text: str, expected: Repository) -> None:
    assert git.parse(text) == expected


@pytest.mark.parametrize("text", ["git://h/x.git#--upload-pack=evil", "ext::sh -c evil", "--upload-pack=x@y"])
def test_what_would_be_taken_for_an_option_is_refused(text: str) -> None:
    with pytest.raises(PydockError):
        git.parse(text)


@pytest.fixture
def origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A repository with a folder, a branch and a link that leads out; served from the disk in git's own way."""
    folder = tmp_path / "origin"
    folder.mkdir()

    def run(*arguments: str) -> None:
        identity = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a"}
        environ = {**os.environ, **identity, "GIT_COMMITTER_EMAIL": "a@b", "HOME": str(tmp_path)}
        subprocess.run(["git", *arguments], cwd=folder, check=True, env=environ, capture_output=True)

    run("init", "-q", "-b", "main")
    (folder / "sub").mkdir()
    (folder / "sub" / "Dockerfile").write_text("FROM sub\n")
    (folder / "out").symlink_to("/etc")
    run("add", ".")
    run("commit", "-qm", "one")
    run("checkout", "-qb", "feature")
    (folder / "new").write_text("new")
    run("add", ".")
    run("commit", "-qm", "two")
    run("checkout", "-q", "main")
    monkeypatch.setattr(git, "parse", lambda text: Repository(str(folder), *_fragment(text)))
    return str(folder)


def _fragment(text: str) -> tuple[str, str]:
    ref, _, folder = text.partition("#")[2].partition(":")
    return ref or "HEAD", folder


def _clone(text: str, tmp_path: Path) -> Path:
    into = tmp_path / "clone"
    into.mkdir()
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_ALLOW_PROTOCOL": "file"}
    return Path(git.clone(text, str(into), environ))


def test_clone_takes_branch_and_folder(origin: str, tmp_path: Path) -> None:
    assert not (_clone(origin, tmp_path) / "new").exists()
    (tmp_path / "clone").rename(tmp_path / "first")
    assert (_clone(f"{origin}#feature", tmp_path) / "new").read_text() == "new"
    (tmp_path / "clone").rename(tmp_path / "second")
    assert (_clone(f"{origin}#main:sub", tmp_path) / "Dockerfile").read_text() == "FROM sub\n"


def test_files_of_this_machine_are_no_repositories(origin: str, tmp_path: Path) -> None:
    (tmp_path / "clone").mkdir()
    with pytest.raises(PydockError, match="transport 'file' not allowed"):
        git.clone(origin, str(tmp_path / "clone"), {"PATH": os.environ["PATH"], "HOME": str(tmp_path)})


def test_a_ref_that_is_not_there_is_told_by_git(origin: str, tmp_path: Path) -> None:
    with pytest.raises(PydockError, match=r"(?s)error fetching: fatal: .*nosuch.*: exit status 128"):
        _clone(f"{origin}#nosuch", tmp_path)


@pytest.mark.parametrize(
    ("folder", "message"), [("out", "not within git root"), ("nosuch", "not a directory"), ("../..", None)]
)
def test_folders_stay_in_the_repository(origin: str, tmp_path: Path, folder: str, message: str | None) -> None:
    if message is None:
        assert _clone(f"{origin}#main:{folder}", tmp_path) == (tmp_path / "clone").resolve()
        return
    with pytest.raises(PydockError, match=message):
        _clone(f"{origin}#main:{folder}", tmp_path)


def test_without_git_the_way_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match="unable to find 'git'") as caught:
        git.clone("git://h/x.git", str(tmp_path), {"PATH": str(tmp_path)})
    assert caught.value.hint
