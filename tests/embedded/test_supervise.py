"""Starting and stopping the embedded engine, with a stand-in for dockerd."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.embedded import supervise
from pydock.embedded.fallback import fallback
from pydock.embedded.paths import paths
from pydock.embedded.programs import Program, Settings, find_program
from pydock.embedded.record import Record, read, write
from pydock.embedded.supervise import Supervisor
from pydock.engine.transport.endpoint import Endpoint
from pydock.errors import PydockError
from tests.support.engine import FakeEngine

LONG = "/" + "r" * 99
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """XDG folders of the test's own, and a PATH with the stand-in first."""
    with tempfile.TemporaryDirectory(prefix="pydock-") as folder:
        program = Path(folder, "bin", "dockerd")
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\nexec {sys.executable} -m tests.support.dockerd \"$@\"\n")
        program.chmod(0o755)
        yield {
            "PATH": f"{program.parent}:/usr/bin:/bin",
            "HOME": folder,
            "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": f"{folder}/state",
            "XDG_DATA_HOME": f"{folder}/data",
            "XDG_RUNTIME_DIR": f"{folder}/run",
        }


@pytest.fixture
def supervisor(environ: dict[str, str]) -> Iterator[Supervisor]:
    made = Supervisor(environ, 0)
    yield made
    record = read(made.paths)
    if record is not None and record.alive:
        os.kill(record.pid, signal.SIGKILL)
        try:
            os.waitpid(record.pid, 0)
        except ChildProcessError:
            pass


def reap(pid: int) -> None:
    """A child of this test process stays a zombie otherwise; one of a command is init's."""
    threading.Thread(target=lambda: os.waitpid(pid, 0), daemon=True).start()


def test_up_status_down(supervisor: Supervisor) -> None:
    said: list[str] = []
    assert supervisor.status().record is None
    host = supervisor.up(Settings("/big/disk", ["https://mirror"], ["10.0.0.0/8"]), said.append)
    assert host == supervisor.paths.host
    status = supervisor.status()
    assert status.answers
    assert status.version == "1.41"
    assert status.record is not None
    assert status.record.data_root == "/big/disk"
    log = Path(supervisor.paths.log).read_text()
    for word in ("--data-root=/big/disk", "--registry-mirror=https://mirror", "--insecure-registry=10.0.0.0/8"):
        assert word in log
    assert supervisor.up(Settings(), said.append) == host
    assert said[-1] == f"dockerd runs already (process {status.record.pid})"
    reap(status.record.pid)
    assert supervisor.down(60, said.append)
    assert said[-1] == "these containers are stopped with it: db, web"
    assert supervisor.status().record is None
    assert not os.path.exists(supervisor.paths.socket)
    assert not supervisor.down(60, said.append)


def test_two_at_once_start_one(supervisor: Supervisor) -> None:
    threads = [threading.Thread(target=supervisor.up, args=(Settings(), lambda text: None)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Path(supervisor.paths.log).read_text().count("starting") == 1


def test_a_failed_start_shows_the_log(environ: dict[str, str]) -> None:
    failing = Supervisor({**environ, "FAKE_DOCKERD": "fail"}, 0)
    with pytest.raises(PydockError, match=r"ended before it was ready\n(?s:.*)no room on the device"):
        failing.up(Settings(), lambda text: None)
    assert failing.status().record is None


def test_what_does_not_end_is_told(environ: dict[str, str], supervisor: Supervisor) -> None:
    stubborn = Supervisor({**environ, "FAKE_DOCKERD": "stubborn"}, 0)
    stubborn.up(Settings(), lambda text: None)
    with pytest.raises(PydockError, match=r"still runs after 0\.1 seconds; these containers run: db, web"):
        stubborn.down(0.1, lambda text: None)


def test_stale_files_are_no_engine(supervisor: Supervisor) -> None:
    supervisor.paths.make()
    Path(supervisor.paths.socket).touch()
    write(supervisor.paths, Record(os.getpid(), "dockerd", "/usr/sbin/dockerd", supervisor.paths.socket, ""))
    assert supervisor.status().record is None
    supervisor.up(Settings(), lambda text: None)
    assert supervisor.status().answers


def test_nothing_installed(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.embedded.programs._SYSTEM_FOLDERS", ())
    bare = Supervisor({**environ, "PATH": "/nowhere"}, 0)
    with pytest.raises(PydockError, match="no engine to start: dockerd or podman is not on PATH"):
        bare.up(Settings(), lambda text: None)


def test_a_start_that_takes_too_long(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "START_TIMEOUT", 0.0)
    with pytest.raises(PydockError, match="does not answer after 0 seconds"):
        supervisor.up(Settings(), lambda text: None)


def test_podman_takes_no_dockerd_options() -> None:
    podman = Program("podman", "/usr/bin/podman")
    assert podman.refuses(Settings("/x")) == "--data-root"
    assert podman.refuses(Settings()) is None
    where = paths({"HOME": "/h", "XDG_RUNTIME_DIR": "/run/user/5"}, 5)
    assert podman.arguments(where, Settings()) == [
        "/usr/bin/podman",
        "system",
        "service",
        "--time=0",
        "unix:///run/user/5/pydock/engine.sock",
    ]


def test_which_program(environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.embedded.programs._SYSTEM_FOLDERS", ())
    found = find_program(environ, 0)
    assert found is not None
    assert found.kind == "dockerd"
    assert found.arguments(paths(environ, 0), Settings(), shared=True)[-3:] == [
        "--bridge=none",
        "--iptables=false",
        "--ip-masq=false",
    ]
    for name in ("dockerd-rootless.sh", "podman"):
        (tmp_path / name).touch(0o755)
    assert find_program({"PATH": str(tmp_path)}, 1000) == Program("podman", f"{tmp_path}/podman")
    (tmp_path / "newuidmap").touch(0o755)
    assert find_program({"PATH": str(tmp_path)}, 1000) == Program("rootless", f"{tmp_path}/dockerd-rootless.sh")
    assert find_program({"PATH": "/nowhere"}, 1000) is None


@pytest.mark.parametrize(
    ("environ", "uid", "state", "socket"),
    [
        ({"HOME": "/h"}, 0, "/h/.local/state/pydock/engine", "/run/pydock/engine.sock"),
        ({"HOME": "/h"}, 7, "/h/.local/state/pydock/engine", "/tmp/pydock-7/engine.sock"),
        ({"HOME": "/h", "XDG_STATE_HOME": "rel"}, 7, "/h/.local/state/pydock/engine", "/tmp/pydock-7/engine.sock"),
        ({"XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": "/r"}, 7, "/s/pydock/engine", "/r/pydock/engine.sock"),
        ({"HOME": "/h", "XDG_RUNTIME_DIR": LONG}, 7, "/h/.local/state/pydock/engine", "/tmp/pydock-7/engine.sock"),
    ],
)
def test_paths(environ: dict[str, str], uid: int, state: str, socket: str) -> None:
    found = paths(environ, uid)
    assert (found.state, found.socket) == (state, socket)


def test_fallback_never_when_an_engine_was_named(environ: dict[str, str]) -> None:
    named = Endpoint("default", "unix:///nowhere.sock", configured=True)
    assert fallback(named, environ, pytest.fail) is named
    remote = Endpoint("default", "tcp://127.0.0.1:1", configured=False)
    assert fallback(remote, environ, pytest.fail) is remote


def test_fallback_to_what_answers(environ: dict[str, str], fake: FakeEngine) -> None:
    there = Endpoint("default", fake.host, configured=False)
    assert fallback(there, environ, pytest.fail) is there
    os.makedirs(environ["XDG_RUNTIME_DIR"])
    os.symlink(fake.path, f"{environ['XDG_RUNTIME_DIR']}/docker.sock")
    absent = Endpoint("default", "unix:///nowhere.sock", configured=False)
    found = fallback(absent, environ, pytest.fail)
    assert found.host == f"unix://{environ['XDG_RUNTIME_DIR']}/docker.sock"


@pytest.mark.skipif(os.geteuid() != 0, reason="dockerd is started for root only")
def test_fallback_starts_the_embedded_engine(environ: dict[str, str], supervisor: Supervisor) -> None:
    absent = Endpoint("default", "unix:///nowhere.sock", configured=False)
    said: list[str] = []
    found = fallback(absent, environ, said.append)
    assert found.host == supervisor.paths.host
    assert said == ["No engine runs: starting dockerd (pydock engine down stops it)"]
    assert fallback(absent, environ, pytest.fail).host == found.host


def test_fallback_without_any_engine(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.embedded.programs._SYSTEM_FOLDERS", ())
    absent = Endpoint("default", "unix:///nowhere.sock", configured=False)
    assert fallback(absent, {**environ, "PATH": "/nowhere"}, pytest.fail) is absent
