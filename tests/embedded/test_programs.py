"""Which engine is started, and its options."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from pydock.embedded.paths import paths
from pydock.embedded.programs import Program, Settings, another_dockerd, find_program


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
    assert found.arguments(paths(environ, 0), Settings(), ["--bridge=none"])[-1] == "--bridge=none"
    for name in ("dockerd-rootless.sh", "podman"):
        (tmp_path / name).touch(0o755)
    assert find_program({"PATH": str(tmp_path)}, 1000) == Program("podman", f"{tmp_path}/podman")
    (tmp_path / "newuidmap").touch(0o755)
    assert find_program({"PATH": str(tmp_path)}, 1000) == Program("podman", f"{tmp_path}/podman")
    (tmp_path / "rootlesskit").touch(0o755)
    assert find_program({"PATH": str(tmp_path)}, 1000) == Program("rootless", f"{tmp_path}/dockerd-rootless.sh")
    assert find_program({"PATH": "/nowhere"}, 1000) is None


def test_debian_keeps_the_rootless_script_off_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contrib = tmp_path / "contrib"
    contrib.mkdir()
    (contrib / "dockerd-rootless.sh").touch(0o755)
    for name in ("newuidmap", "rootlesskit", "podman"):
        (tmp_path / name).touch(0o755)
    monkeypatch.setattr("pydock.embedded.programs._DEBIAN_ROOTLESS", str(contrib))
    found = find_program({"PATH": str(tmp_path)}, 1000)
    assert found == Program("rootless", f"{contrib}/dockerd-rootless.sh")


def test_another_dockerd_is_one_in_this_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid_file, program = tmp_path / "docker.pid", tmp_path / "dockerd"
    monkeypatch.setattr("pydock.embedded.programs._SYSTEM_PID", str(pid_file))
    assert not another_dockerd()
    pid_file.write_text(str(os.getpid()))
    assert not another_dockerd()
    shutil.copy(shutil.which("sleep") or "", program)
    for apart, argv in ((False, []), (True, ["unshare", "--net"])):
        if apart and os.geteuid() != 0:
            continue
        with subprocess.Popen([*argv, str(program), "60"]) as process:
            pid_file.write_text(str(process.pid))
            comm = Path(f"/proc/{process.pid}/comm")
            while comm.read_text() != "dockerd\n":
                time.sleep(0.01)
            assert another_dockerd() is not apart
            process.kill()
