from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

AUTH = base64.b64encode(b"alice:secret").decode()
SCRIPT = 'cat "$DOCKER_CONFIG/config.json" > seen; echo "$DOCKER_CONFIG" > where; stat -c %a "$DOCKER_CONFIG" > mode; '


def test_the_command_has_one_credential_and_it_is_erased(run: Runner, fake: FakeEngine) -> None:
    folder = run.home / ".docker"
    (folder / "contexts").mkdir(parents=True)
    config = {"auths": {"other": {"auth": AUTH}}, "credsStore": "gone", "psFormat": "x", "currentContext": "c"}
    (folder / "config.json").write_text(json.dumps(config))
    fake.on("POST", "/auth", json={"Status": "Login Succeeded"})
    argv = ["with-login", "-u", "alice", "--password-stdin", "r", "--", "sh", "-c"]
    result = run(*argv, SCRIPT + 'test -d "$DOCKER_CONFIG/contexts" && exit 7', stdin=b"secret\n")
    assert result.exit_code == 7, result.stderr
    seen = json.loads((run.cwd / "seen").read_text())
    assert seen == {"auths": {"r": {"auth": AUTH}}, "psFormat": "x", "currentContext": "c"}
    assert (run.cwd / "mode").read_text() == "700\n"
    assert not os.path.exists((run.cwd / "where").read_text().strip())
    assert (folder / "contexts").is_dir()
    assert json.loads((folder / "config.json").read_text()) == config


def test_what_is_stored_is_used_without_asking(run: Runner, fake: FakeEngine) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text(json.dumps({"auths": {"r": {"auth": AUTH}}}))
    assert run("with-login", "r", "sh", "-c", SCRIPT).exit_code == 0
    assert json.loads((run.cwd / "seen").read_text())["auths"] == {"r": {"auth": AUTH}}
    assert fake.requests == []


def test_faults(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/auth", json={"Status": "ok"})
    argv = ["with-login", "-u", "alice", "--password-stdin", "r", "--"]
    assert run(*argv, "no-such-program-here", stdin=b"s").exit_code == 127
    assert run(*argv, "/etc/passwd", stdin=b"s").exit_code == 126
    assert run(*argv, "sh", "-c", "kill -9 $$", stdin=b"s").exit_code == 137
    fake.on("POST", "/auth", status=500, json={"message": "refused"})
    assert run(*argv, "touch", "ran", stdin=b"s").exit_code == 1
    assert not (run.cwd / "ran").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_command_and_the_credential_with_it(
    run: Runner, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text(json.dumps({"auths": {"r": {"auth": AUTH}}}))
    where = tmp_path / "where"
    script = f'echo "$DOCKER_CONFIG" > {where}.new; mv {where}.new {where}; exec sleep 600'
    command = [sys.executable, "-m", "pydock", "with-login", "r", "sh", "-c", script]
    with subprocess.Popen(command, env={**os.environ, "HOME": str(run.home)}, start_new_session=True) as process:
        while not where.exists():
            time.sleep(0.02)
        folder = where.read_text().strip()
        assert os.path.isdir(folder)
        process.send_signal(number)
        assert process.wait() == code
    assert not os.path.exists(folder)


def test_what_a_killed_process_left_is_erased_by_the_next(run: Runner, tmp_path: Path) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text(json.dumps({"auths": {"r": {"auth": AUTH}}}))
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = tmp_path / f"pydock-login-{ended.pid}-x"
    left.mkdir()
    living = tmp_path / f"pydock-login-{os.getpid()}-x"
    living.mkdir()
    assert run("with-login", "r", "true", environ={"XDG_RUNTIME_DIR": str(tmp_path)}).exit_code == 0
    assert not left.exists()
    assert living.exists()
