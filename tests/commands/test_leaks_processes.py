"""No process that pydock is or starts shows a secret in its arguments or its environment."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.credhelper import install_helper
from tests.support.engine import FakeEngine

SECRET = "hunter2-secret"
AUTH = base64.b64encode(f"alice:{SECRET}".encode()).decode()
FORMS = (SECRET.encode(), AUTH.encode(), SECRET.encode().hex().encode())
_PEEK = """#!/bin/sh
for folder in /proc/$$ /proc/$PPID; do
    for part in cmdline environ; do tr '\\000' '\\n' < $folder/$part >> {log}; done
done
exec {program} "$@"
"""


@pytest.fixture
def peek(tmp_path: Path) -> Callable[[str, str], None]:
    """Put a program in the place of another that first records what it and its parent show to ``ps``."""

    def wrap(name: str, program: str) -> None:
        (tmp_path / "bin").mkdir(exist_ok=True)
        path = tmp_path / "bin" / name
        path.write_text(_PEEK.format(log=tmp_path / "shown", program=program))
        path.chmod(0o755)

    return wrap


def _shown(tmp_path: Path, *, at_least: int = 1) -> None:
    shown = (tmp_path / "shown").read_bytes()
    assert shown.count(b"PATH=") >= at_least
    assert not [form for form in FORMS if form in shown]


def _pydock(tmp_path: Path, environ: dict[str, str], *argv: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environ = {**environ, "PATH": f"{tmp_path}/bin:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "pydock", *argv], env=environ, input=stdin, text=True, capture_output=True, check=False
    )


def _config(tmp_path: Path, document: object) -> None:
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker" / "config.json").write_text(json.dumps(document))


def test_a_credential_helper(tmp_path: Path, fake: FakeEngine, peek: Callable[[str, str], None]) -> None:
    environ = {**install_helper(tmp_path, "box"), "DOCKER_HOST": f"unix://{fake.path}"}
    os.rename(tmp_path / "bin" / "docker-credential-box", tmp_path / "real")
    peek("docker-credential-box", str(tmp_path / "real"))
    _config(tmp_path, {"credsStore": "box"})
    fake.on("POST", "/auth", json={"Status": "Login Succeeded"})
    fake.on("POST", "/images/create", chunks=[b'{"status":"x"}\n'])
    done = _pydock(tmp_path, environ, "login", "-u", "alice", "--password-stdin", "r.example", stdin=SECRET)
    assert done.returncode == 0, done.stderr
    assert SECRET in (tmp_path / "safe.json").read_text()
    done = _pydock(tmp_path, environ, "pull", "r.example/x:1")
    assert done.returncode == 0, done.stderr
    sent = fake.requests[-1].headers["x-registry-auth"]
    assert json.loads(base64.urlsafe_b64decode(sent))["password"] == SECRET
    done = _pydock(tmp_path, environ, "logout", "r.example")
    assert done.returncode == 0, done.stderr
    _shown(tmp_path, at_least=6)
    _pydock(tmp_path, environ, "login", "-u", "alice", "-p", SECRET, "r.example")
    assert SECRET.encode() in (tmp_path / "shown").read_bytes()  # the user's own doing, and the test sees it


def test_ssh(tmp_path: Path, fake: FakeEngine, peek: Callable[[str, str], None]) -> None:
    dial = Path(__file__).parents[1] / "engine" / "transport" / "dial_stdio.py"
    program = tmp_path / "real"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in -G*|*"-O exit"*) exit 0;; esac\nexec {sys.executable} {dial} {fake.path}\n'
    )
    program.chmod(0o755)
    peek("ssh", str(program))
    _config(tmp_path, {"auths": {"r.example": {"auth": AUTH}}})
    fake.on("POST", "/auth", json={"Status": "Login Succeeded"})
    fake.on("POST", "/images/create", chunks=[b'{"status":"x"}\n'])
    environ = {"DOCKER_HOST": "ssh://far.example"}
    for argv in (["login", "-u", "alice", "--password-stdin", "r.example"], ["pull", "r.example/x:1"]):
        done = _pydock(tmp_path, environ, *argv, stdin=SECRET)
        assert done.returncode == 0, done.stderr
    _shown(tmp_path, at_least=4)


def test_git(tmp_path: Path, fake: FakeEngine, peek: Callable[[str, str], None]) -> None:
    peek("git", "false")
    _config(tmp_path, {"auths": {"r.example": {"auth": AUTH}}})
    environ = {"DOCKER_HOST": f"unix://{fake.path}", "DOCKER_BUILDKIT": "0"}
    done = _pydock(tmp_path, environ, "build", "https://git.example/x.git")
    assert done.returncode != 0
    _shown(tmp_path)
