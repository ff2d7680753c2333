"""Compose files of git repositories, fetched by git itself from a repository on the disk under an https address."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.command import Result, Runner

ADDRESS = "https://git.example/app.git"
APP = """\
services:
  web:
    image: busybox
    env_file: [web.env]
    volumes: [./data:/data]
"""


class Origin:
    """A repository; what pydock needs to reach it under :data:`ADDRESS`."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder / "origin"
        self.folder.mkdir()
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "GIT_ALLOW_PROTOCOL": "file",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.folder}.insteadOf",
            "GIT_CONFIG_VALUE_0": ADDRESS,
        }
        self.git("init", "-q", "-b", "main")
        self.commit({"compose.yaml": APP, "web.env": "A=1\n", "sub/compose.yml": APP, "sub/web.env": "A=2\n"})

    def git(self, *arguments: str) -> str:
        identity = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, env={**self.environ, **identity}
        )
        return done.stdout.decode().strip()

    def commit(self, files: dict[str, str]) -> str:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        self.git("add", ".")
        self.git("commit", "-qm", "change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    (tmp_path / "home").mkdir(exist_ok=True)
    return Origin(tmp_path, tmp_path / "home")


def _config(run: Runner, origin: Origin, include: str, *argv: str) -> Result:
    folder = origin.folder.parent / "proj"
    folder.mkdir(exist_ok=True)
    (folder / "compose.yaml").write_text(f"include: {include}\nservices: {{own: {{image: x}}}}\n")
    run.cwd = folder
    return run("compose", "config", *argv, environ=origin.environ)


def test_a_repository_is_included_from_a_checkout_of_its_commit(run: Runner, origin: Origin) -> None:
    commit = origin.git("rev-parse", "HEAD")
    done = _config(run, origin, f"[{ADDRESS}]")
    assert (done.exit_code, done.stderr) == (0, "")
    checkout = origin.folder.parent / "home" / ".cache" / "docker-compose" / commit
    assert f"source: {checkout}/data\n" in done.stdout
    assert 'A: "1"\n' in done.stdout
    assert [path.name for path in checkout.parent.iterdir()] == [commit]


def test_ref_and_folder_are_taken_from_the_address(run: Runner, origin: Origin) -> None:
    origin.git("tag", "-a", "v1", "-m", "one")
    origin.commit({"sub/web.env": "A=3\n"})
    assert 'A: "3"\n' in _config(run, origin, f"[{{path: '{ADDRESS}#main:sub'}}]").stdout
    assert 'A: "2"\n' in _config(run, origin, f"[{{path: '{ADDRESS}#v1:sub'}}]").stdout
    assert 'A: "2"\n' in _config(run, origin, f"[{{path: '{ADDRESS}#v1:sub/compose.yml'}}]").stdout


def test_a_file_of_the_user_may_change_what_is_included(run: Runner, origin: Origin) -> None:
    folder = origin.folder.parent / "proj"
    folder.mkdir()
    (folder / "more.yaml").write_text("services: {web: {command: mine}}\n")
    done = _config(run, origin, f"[{{path: ['{ADDRESS}', more.yaml]}}]", "--format", "json")
    assert '"mine"' in done.stdout


def test_a_commit_that_is_here_is_not_fetched_again(run: Runner, origin: Origin) -> None:
    commit = origin.git("rev-parse", "HEAD")
    assert _config(run, origin, f"['{ADDRESS}#{commit}']").exit_code == 0
    (origin.folder / ".git").rename(origin.folder / "gone")
    assert _config(run, origin, f"['{ADDRESS}#{commit}']").exit_code == 0
    assert "git ls-remote" in _config(run, origin, f"[{ADDRESS}]").stderr


@pytest.mark.parametrize(
    "text",
    [
        "include: [../../../proj/secret.yaml]\n",
        "include: [{path: compose.yml, env_file: ../../../../etc/hostname}]\n",
        "include: [{path: compose.yml, project_directory: /etc}]\n",
        "services: {a: {extends: {file: /etc/x.yaml, service: a}}}\n",
        "services: {a: {image: x, env_file: /etc/hostname}}\n",
        "services: {a: {image: x, label_file: [../../../../x]}}\n",
        "services: {a: {build: {context: ../../..}}}\n",
        "services: {a: {image: x}}\nsecrets: {s: {file: /etc/shadow}}\n",
        "services: {a: {image: x, env_file: link/hostname}}\n",
    ],
)
def test_what_a_repository_makes_pydock_read_stays_in_it(run: Runner, origin: Origin, text: str) -> None:
    (origin.folder / "link").symlink_to("/etc")
    (origin.folder / "sub" / "link").symlink_to("/etc")
    origin.commit({"sub/compose.yaml": text})
    done = _config(run, origin, f"['{ADDRESS}#:sub']")
    assert done.exit_code != 0
    assert any(words in done.stderr for words in ("leads out of it", "not within git root"))


@pytest.mark.parametrize("folder", ["link", "../../..", "leak.yaml"])
def test_the_folder_of_an_address_stays_in_the_repository(run: Runner, origin: Origin, folder: str) -> None:
    (origin.folder / "link").symlink_to("/etc")
    (origin.folder / "leak.yaml").symlink_to("/etc/passwd")
    origin.commit({"more": ""})
    done = _config(run, origin, f"['{ADDRESS}#main:{folder}']")
    assert any(words in done.stderr for words in ("leads out of it", "not within git root"))


def test_what_is_not_there_is_told(run: Runner, origin: Origin) -> None:
    assert "ls-remote" in _config(run, origin, f"['{ADDRESS}#nosuch']").stderr
    origin.commit({"empty/x": ""})
    assert "no Compose file in it" in _config(run, origin, f"['{ADDRESS}#:empty']").stderr
    assert "invalid refspec" in _config(run, origin, f"['{ADDRESS}#--upload-pack=x']").stderr
