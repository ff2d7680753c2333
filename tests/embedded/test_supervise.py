"""Starting and stopping the embedded engine, with a stand-in for dockerd."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pydock.embedded import process, supervise
from pydock.embedded.programs import Settings
from pydock.embedded.supervise import Supervisor
from pydock.errors import PydockError


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
    assert supervisor.up(Settings("/big/disk", (), ["10.0.0.0/8"]), said.append) == host
    assert not said
    reap(status.record.pid)
    assert supervisor.down(60, said.append)
    assert said[-1] == "these containers are stopped with it: db, web"
    assert supervisor.status().record is None
    assert not os.path.exists(supervisor.paths.socket)
    assert not supervisor.down(60, said.append)


def test_other_options_than_it_runs_with(supervisor: Supervisor) -> None:
    supervisor.up(Settings("/big/disk", ["https://a", "https://b"]), lambda text: None)
    with pytest.raises(PydockError) as caught:
        supervisor.up(Settings("/big/disk", ["https://b"], ["10.0.0.0/8"]), lambda text: None)
    assert caught.value.exit_code == 1
    first, *differences = caught.value.message.splitlines()
    assert first.endswith(" runs already, with other options:")
    assert differences == [
        "  --registry-mirror: it runs with https://a, https://b, you ask for https://b",
        "  --insecure-registry: it runs with none, you ask for 10.0.0.0/8",
    ]
    assert "pydock engine down" in (caught.value.hint or "")


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


def test_nothing_installed(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.embedded.programs._SYSTEM_FOLDERS", ())
    bare = Supervisor({**environ, "PATH": "/nowhere"}, 0)
    with pytest.raises(PydockError, match="no engine to start: neither dockerd nor podman is here"):
        bare.up(Settings(), lambda text: None)


def test_a_start_that_takes_too_long_is_ended(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "START_TIMEOUT", 0.0)
    with pytest.raises(PydockError, match=r"dockerd \(process \d+\) does not answer after 0 seconds") as caught:
        supervisor.up(Settings(), lambda text: None)
    assert process.ended(int(caught.value.message.split()[2].rstrip(")")))
    assert supervisor.status().record is None


@pytest.mark.parametrize("works", [True, False])
def test_beside_another_dockerd(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch, works: bool) -> None:
    monkeypatch.setattr(supervise, "another_dockerd", lambda: True)
    folder = Path(supervisor.environ["PATH"].partition(":")[0])
    for name in ("ip", "iptables"):
        (folder / name).write_text(f"#!/bin/sh\n{'echo []' if works else 'echo no >&2; exit 1'}\n")
        (folder / name).chmod(0o755)
    said: list[str] = []
    supervisor.up(Settings(), said.append)
    record = supervisor.status().record
    assert record is not None
    log = Path(supervisor.paths.log).read_text()
    if works:
        assert said == ["another dockerd runs here: this one has a bridge network of its own, pydock0 (10.213.0.0/16)"]
        assert (record.bridge, "--bridge=pydock0" in log) == (0, True)
    else:
        why = "ip -json -4 route show: no"
        assert said == [f"another dockerd runs here, and this one goes without a bridge network of its own ({why})"]
        assert (record.bridge, "--bridge=none" in log) == (None, True)
