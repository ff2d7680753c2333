from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.engine.connection import Connection
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import ConfigError, ConnectError
from tests.support.engine import FakeEngine

HERE = Path(__file__).parent
Install = Callable[[str], dict[str, str]]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Put a stand-in for ssh on PATH that logs its arguments and then runs a script."""

    def make(script: str) -> dict[str, str]:
        program = tmp_path / "ssh"
        program.write_text(
            f'#!/bin/sh\necho "$@" >> {tmp_path}/log\ncase "$*" in -G*|*"-O exit"*) exit 0;; esac\n{script}\n'
        )
        program.chmod(0o755)
        return {"PATH": f"{tmp_path}:{os.environ['PATH']}"}

    return make


def _calls(tmp_path: Path) -> list[str]:
    return [
        line
        for line in (tmp_path / "log").read_text().splitlines()
        if not line.startswith("-G") and "-O exit" not in line
    ]


def _dial(fake: FakeEngine) -> str:
    return f"exec {sys.executable} {HERE / 'dial_stdio.py'} {fake.path}"


def test_all_connections_share_the_first(install: Install, fake: FakeEngine, tmp_path: Path) -> None:
    environ = install(_dial(fake))
    fake.on("GET", "/info", json={})
    connection = Connection(Endpoint("d", "ssh://u@far:22/run/x.sock"), environ=environ)
    connection.call("GET", "/info")
    connection.call("GET", "/info")
    (call,) = _calls(tmp_path)
    assert call.startswith("-o ConnectTimeout=30 -T -o ControlMaster=auto -o ControlPath=/tmp/pydock-ssh-")
    assert call.endswith(" -o ControlPersist=30s -l u -p 22 -- far docker --host=unix:///run/x.sock system dial-stdio")
    folder = Path(call.partition("ControlPath=")[2].partition("/%C")[0])
    assert folder.stat().st_mode & 0o777 == 0o700
    connection.close()
    assert not folder.exists()


def test_the_users_own_sharing_is_left_alone(install: Install, fake: FakeEngine, tmp_path: Path) -> None:
    environ = install(_dial(fake))
    program = tmp_path / "ssh"
    program.write_text(program.read_text().replace("exit 0", "echo controlpath /x; exit 0"))
    connection = Connection(Endpoint("d", "ssh://far"), environ=environ)
    assert connection.api_version == "1.50"
    connection.close()
    assert _calls(tmp_path) == ["-o ConnectTimeout=30 -T -- far docker system dial-stdio"]


def test_a_master_that_stays(install: Install, fake: FakeEngine, tmp_path: Path) -> None:
    environ = {**install(_dial(fake)), "XDG_RUNTIME_DIR": str(tmp_path)}
    connection = Connection(Endpoint("d", "ssh://far", ssh_persist="10m"), environ=environ)
    assert connection.api_version == "1.50"
    connection.close()
    assert f"ControlPath={tmp_path}/pydock-ssh/%C -o ControlPersist=10m" in _calls(tmp_path)[0]


def test_pydock_serves_where_docker_is_missing(install: Install, fake: FakeEngine, tmp_path: Path) -> None:
    environ = install(f'case "$*" in *" docker "*) echo not found >&2; exit 127;; esac\n{_dial(fake)}')
    connection = Connection(Endpoint("d", "ssh://far"), environ=environ)
    assert connection.api_version == "1.50"
    connection.close()
    assert [call.split(" -- ")[1] for call in _calls(tmp_path)] == [
        "far docker system dial-stdio",
        "far pydock system dial-stdio",
    ]


def test_how_ssh_ended_and_what_it_said_is_shown(install: Install) -> None:
    environ = install("echo 'Permission denied (publickey).' >&2\nexit 255")
    connection = Connection(Endpoint("d", "ssh://far"), environ=environ)
    with pytest.raises(ConnectError) as caught:
        assert connection.api_version
    connection.close()
    assert caught.value.message == (
        'error during connect: Head "http://docker.example.com/_ping": command [ssh -o ConnectTimeout=30 -T -- far '
        "docker system dial-stdio] has exited with exit status 255, make sure the URL is valid, and Docker 18.09 or "
        "later is installed on the remote host: stderr=Permission denied (publickey)."
    )


def test_named_pipes_are_refused_in_words() -> None:
    with pytest.raises(ConfigError) as caught:
        Connection(Endpoint("d", "npipe:////./pipe/x"))
    assert caught.value.message == "Failed to initialize: protocol not available"
    assert caught.value.hint is not None


@pytest.mark.parametrize("leaving", ["exec sleep 600", "exit 255"])
def test_sigterm_ends_a_command_whose_ssh_hangs(tmp_path: Path, leaving: str) -> None:
    """Neither an ssh that never connects nor a master that does not answer keeps pydock; both go with it."""
    program = tmp_path / "ssh"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in -G*) exit 0;; esac\necho $$ >> {tmp_path}/pids\n'
        f'case "$*" in *"-O exit"*) {leaving};; esac\nexec sleep 600\n'
    )
    program.chmod(0o755)
    environ = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path), "DOCKER_HOST": "ssh://far"}
    with subprocess.Popen([sys.executable, "-m", "pydock", "ps"], env=environ) as process:
        while not (tmp_path / "pids").exists() or not (tmp_path / "pids").read_text().endswith("\n"):
            time.sleep(0.05)
        process.terminate()
        assert process.wait() == 143
    pids = (tmp_path / "pids").read_text().split()
    assert len(pids) == 2
    for pid in pids:
        while _lives(pid):
            time.sleep(0.05)


def _lives(pid: str) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
