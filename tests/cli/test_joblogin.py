"""Credentials for one job."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from pydock.cli.joblogin import private_config, run_job
from pydock.config.auths import Credential
from pydock.config.file import ConfigFile
from tests.cli.conftest import MakeApp

ALICE = Credential(server="r:5000", username="alice", password="secret")


@pytest.fixture
def config(tmp_path: Path) -> ConfigFile:
    folder = tmp_path / "config"
    (folder / "contexts").mkdir(parents=True)
    settings = {"auths": {"other": {"auth": "eDp5"}}, "credsStore": "pass", "credHelpers": {"g": "h"}, "psFormat": "x"}
    (folder / "config.json").write_text(json.dumps(settings))
    return ConfigFile(str(folder))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return tmp_path / "run"


def test_one_credential_and_the_users_settings(config: ConfigFile, place: Path) -> None:
    with private_config(config, ALICE, {"XDG_RUNTIME_DIR": str(place)}) as name:
        folder = Path(name)
        assert folder.parent == place
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "config.json").stat().st_mode) == 0o600
        assert json.loads((folder / "config.json").read_text()) == {
            "auths": {"r:5000": {"auth": "YWxpY2U6c2VjcmV0"}},
            "psFormat": "x",
        }
        assert (folder / "contexts").samefile(Path(config.directory) / "contexts")
        assert not (folder / "cli-plugins").exists()
    assert list(place.iterdir()) == []
    assert (Path(config.directory) / "contexts").is_dir()


def test_it_is_gone_whatever_happens(config: ConfigFile, place: Path) -> None:
    with pytest.raises(KeyboardInterrupt), private_config(config, ALICE, {"XDG_RUNTIME_DIR": str(place)}):
        raise KeyboardInterrupt
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_nothing_else(config: ConfigFile, place: Path) -> None:
    dead = subprocess.Popen(["/bin/true"])
    dead.wait()
    for name in (f"pydock-login-{dead.pid}-a", f"pydock-login-{os.getpid()}-b", "pydock-login-x", "else"):
        (place / name).mkdir()
    with private_config(config, ALICE, {"XDG_RUNTIME_DIR": str(place)}):
        pass
    assert sorted(path.name for path in place.iterdir()) == ["else", f"pydock-login-{os.getpid()}-b", "pydock-login-x"]


def test_what_another_job_has_swept_just_now(config: ConfigFile, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.cli.joblogin.os.listdir", lambda _folder: ["pydock-login-1-gone"])
    with private_config(config, ALICE, {"XDG_RUNTIME_DIR": str(place)}) as folder:
        assert Path(folder).is_dir()


def test_the_job_sees_the_folder_and_no_other_account(make: MakeApp, place: Path, tmp_path: Path) -> None:
    app = make(environ={"XDG_RUNTIME_DIR": str(place), "DOCKER_AUTH_CONFIG": "{}", "MINE": "1"}).app
    script = 'cp "$DOCKER_CONFIG/config.json" seen; echo "$MINE ${DOCKER_AUTH_CONFIG-none}" > vars; exit 7'
    assert run_job(app, ALICE, ["/bin/sh", "-c", script]) == 7
    assert list(json.loads((tmp_path / "seen").read_text())["auths"]) == ["r:5000"]
    assert (tmp_path / "vars").read_text() == "1 none\n"
    assert list(place.iterdir()) == []
