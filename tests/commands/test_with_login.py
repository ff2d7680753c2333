from __future__ import annotations

import base64
import json
import os

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
