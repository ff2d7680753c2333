"""Refreshing containers as files change."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

from pydock.commands.compose._watching import Manner, Rule, watch_project
from pydock.compose.model.project import Project
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp
from tests.compose.making import container
from tests.compose.model.making import project
from tests.support.engine import FakeEngine


def loaded(folder: Path, trigger: str) -> Project:
    return project(f"services: {{a: {{image: i, develop: {{watch: [{trigger}]}}}}}}", str(folder))


def rule(folder: Path, trigger: str) -> Rule:
    (found,) = loaded(folder, trigger).services["a"]["develop"]["watch"]
    return Rule("a", found)


def write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("src/a.py", "src/b.txt", "src/sub/c.py", "src/.git/config", "src/node_modules/x.js"):
        write(tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("trigger", "files"),
    [
        ("{action: sync, path: src, target: /t}", ["a.py", "b.txt", "node_modules/x.js", "sub/c.py"]),
        ("{action: sync, path: src, target: /t, ignore: [node_modules/]}", ["a.py", "b.txt", "sub/c.py"]),
        ("{action: sync, path: src, target: /t, include: ['**/*.py']}", ["a.py", "sub/c.py"]),
        ("{action: sync, path: src/a.py, target: /t}", [""]),
        ("{action: sync, path: nosuch, target: /t}", []),
    ],
)
def test_what_a_rule_watches(tree: Path, trigger: str, files: list[str]) -> None:
    assert sorted(rule(tree, trigger).snapshot()) == files


def test_folders_that_are_ignored_are_not_entered(tree: Path) -> None:
    found = rule(tree, "{action: sync, path: src, target: /t, ignore: [node_modules/]}")
    assert sorted(os.path.relpath(folder, tree) for folder in found.folders()) == ["src", "src/sub"]
    assert list(rule(tree, "{action: sync, path: src/a.py, target: /t}").folders()) == [str(tree / "src")]


def test_changes_since_the_last_look(tree: Path) -> None:
    found = rule(tree, "{action: sync, path: src, target: /t}")
    assert found.changes() == ([], [])
    write(tree / "src/new", "x")
    write(tree / "src/a.py", "changed")
    (tree / "src/b.txt").unlink()
    changed, removed = found.changes()
    assert (sorted(changed), removed) == (["a.py", "new"], ["b.txt"])
    assert found.changes() == ([], [])


class Looks:
    """Stands in for the system's news of changes: before each look, the next of ``edits`` is made."""

    def __init__(self, *edits: Any) -> None:
        self.edits = list(edits)

    def __call__(self) -> Looks:
        return self

    def follow(self, folders: Any) -> None:
        self.folders = list(folders)

    def wait(self) -> None:
        if self.edits:
            self.edits.pop(0)()

    def close(self) -> None:
        """Nothing to end."""


def watched(
    make: MakeApp, monkeypatch: pytest.MonkeyPatch, found: Project, *edits: Any, quiet: bool = False
) -> list[str]:
    """What is said while the edits are made, one after another."""
    looks = Looks(*edits)
    monkeypatch.setattr("pydock.commands.compose._watching.Changes", looks)
    said: list[str] = []
    left = iter(range(len(edits) + 1))
    app = make().app
    manner = Manner(said.append, quiet=quiet, prune=False, ended=lambda: next(left, None) is None)
    watch_project(app, found, [], manner)
    return said


def test_no_service_wants_it(make: MakeApp) -> None:
    with pytest.raises(PydockError, match=r"^none of the selected services is configured for watch"):
        watch_project(make().app, project("services: {a: {image: i}}"), [], Manner(lambda _text: None))


def members(body: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(body)) as archive:
        return {entry.name: (archive.extractfile(entry) or io.BytesIO()).read() for entry in archive}


def test_files_go_into_every_container(
    make: MakeApp, fake: FakeEngine, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.on("GET", "/containers/json", json=[container("a", n).summary for n in (1, 2)])
    for number in (1, 2):
        fake.on("PUT", f"/containers/a-{number}/archive")
        fake.on("POST", f"/containers/a-{number}/exec", status=201, json={"Id": "e"})
    fake.on("POST", "/exec/e/start")

    def edit() -> None:
        write(tree / "src/sub/c.py", "new")
        (tree / "src/b.txt").unlink()

    said = watched(make, monkeypatch, loaded(tree, "{action: sync, path: src, target: /t}"), edit)
    assert said == ["Watch enabled", 'Syncing service "a" after 2 changes were detected']
    assert members(fake.of("PUT", "/containers/a-2/archive")[0].body) == {"t/sub/c.py": b"new"}
    assert fake.of("POST", "/containers/a-1/exec")[0].json["Cmd"] == ["rm", "-rf", "/t/b.txt"]


@pytest.mark.parametrize(
    ("action", "synced", "restarted"), [("restart", False, True), ("sync+restart", True, True), ("sync", True, False)]
)
def test_actions(
    make: MakeApp, fake: FakeEngine, tree: Path, monkeypatch: pytest.MonkeyPatch,
    action: str, synced: bool, restarted: bool,
) -> None:  # fmt: skip
    fake.on("GET", "/containers/json", json=[container("a").summary])
    if synced:
        fake.on("PUT", "/containers/a-1/archive")
    if restarted:
        fake.on("POST", "/containers/a-1/restart", status=204)
    found = loaded(tree, f"{{action: {action}, path: src/a.py, target: /t/a.py}}")
    said = watched(make, monkeypatch, found, lambda: write(tree / "src/a.py", "new"), quiet=True)
    assert said == ["Watch enabled"]


def test_all_is_synced_at_the_start_where_that_is_wanted(
    make: MakeApp, fake: FakeEngine, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.on("GET", "/containers/json", json=[container("a").summary])
    fake.on("PUT", "/containers/a-1/archive")
    trigger = "{action: sync, path: src, target: /t, initial_sync: true, include: ['*.txt']}"
    watched(make, monkeypatch, loaded(tree, trigger))
    assert members(fake.of("PUT", "/containers/a-1/archive")[0].body) == {"t/b.txt": b""}
