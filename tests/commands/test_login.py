from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.credhelper import install_helper
from tests.support.engine import FakeEngine
from tests.support.registry import Answer as RegistryAnswer
from tests.support.registry import Reply, fake_registry
from tests.support.terminal import Terminal

AUTH = base64.b64encode(b"alice:secret").decode()
GOOD = {"Status": "Login Succeeded", "IdentityToken": ""}
NOT_A_TERMINAL = "Error: Cannot perform an interactive login from a non TTY device\n"


def _config(run: Runner) -> Path:
    return run.home / ".docker" / "config.json"


def _write(run: Runner, document: object) -> None:
    _config(run).parent.mkdir()
    _config(run).write_text(json.dumps(document))


def test_password_from_standard_input(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/auth", json=GOOD)
    result = run("login", "-u", " alice ", "--password-stdin", "https://reg.example:5/v2/", stdin=b"secret\r\n")
    path = _config(run)
    assert result == (
        0,
        "Login Succeeded\n",
        f"\nWARNING! Your credentials are stored unencrypted in '{path}'.\n"
        "Configure a credential helper to remove this warning. See\n"
        "https://docs.docker.com/go/credential-store/\n\n",
    )
    assert fake.requests[-1].json == {"username": "alice", "password": "secret", "serveraddress": "reg.example:5"}
    assert json.loads(path.read_text()) == {"auths": {"reg.example:5": {"auth": AUTH}}}
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_identity_token_replaces_the_password(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/auth", json={"Status": "ok", "IdentityToken": "tok"})
    assert run("login", "-u", "alice", "-p", "secret", "r").exit_code == 0
    entry = json.loads(_config(run).read_text())["auths"]["r"]
    assert entry == {"auth": base64.b64encode(b"alice:").decode(), "identitytoken": "tok"}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["-u", "", "-p", "x"], "username is empty\n"),
        (["-u", "a", "-p", ""], "password is empty\n"),
        (["--password-stdin"], "the --password-stdin option requires --username to be set\n"),
        (
            ["-u", "a", "-p", "x", "--password-stdin"],
            "conflicting options: cannot specify both --password and --password-stdin\n",
        ),
        (["-u", "a"], NOT_A_TERMINAL),
        (["-u", "a", "--password-stdin"], NOT_A_TERMINAL),
        ([], NOT_A_TERMINAL),
    ],
)
def test_faults_before_any_request(run: Runner, argv: list[str], message: str) -> None:
    result = run("login", *argv, "reg.example")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", message)
    assert not _config(run).exists()


def test_a_bad_scope(run: Runner) -> None:
    assert run("login", "--scope", "week", "r").exit_code == 125


def test_a_refusal_stores_nothing(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/auth", status=500, json={"message": "401 Unauthorized"})
    result = run("login", "-u", "alice", "-p", "secret", "r")
    assert result.exit_code == 1
    assert result.stderr == (
        "WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n"
        "Error response from daemon: 401 Unauthorized\n"
    )
    assert not _config(run).exists()


def test_stored_credentials_are_tried_first(run: Runner, fake: FakeEngine) -> None:
    _write(run, {"auths": {"r": {"auth": AUTH}}})
    fake.on("POST", "/auth", json=GOOD)
    result = run("login", "r")
    assert (result.exit_code, result.stdout) == (0, "Login Succeeded\n")
    assert result.stderr == (
        "Authenticating with existing credentials... [Username: alice]\n\n"
        " Info -> To login with a different account, run 'docker logout' followed by 'docker login'\n\n\n"
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "Stored credentials invalid or expired\n"), (500, "Login did not succeed, error: Error response from ")],
)
def test_stored_credentials_that_are_refused(run: Runner, fake: FakeEngine, status: int, words: str) -> None:
    _write(run, {"auths": {"r": {"auth": AUTH}}})
    fake.on("POST", "/auth", status=status, json={"message": "no"})
    result = run("login", "r")
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.endswith(NOT_A_TERMINAL)


def test_a_helper_keeps_the_secret(run: Runner, fake: FakeEngine, tmp_path: Path) -> None:
    environ = install_helper(tmp_path, "box")
    del environ["HOME"]
    _write(run, {"credsStore": "box"})
    fake.on("POST", "/auth", json=GOOD)
    assert run("login", "-u", "alice", "-p", "secret", "r", environ=environ).exit_code == 0
    assert json.loads(_config(run).read_text()) == {"auths": {"r": {}}, "credsStore": "box"}
    environ["BOX_FAIL"] = "locked"
    result = run("login", "-u", "alice", "-p", "secret", "r2", environ=environ)
    assert result.exit_code == 1
    assert "Error saving credentials: error storing credentials - err: exit status 3, out: `locked`" in result.stderr
    assert "r2" not in _config(run).read_text()


def test_without_an_engine_the_registry_is_asked(run: Runner) -> None:
    environ = {"DOCKER_HOST": "unix:///nosuch.sock"}
    with fake_registry() as server:
        server.on("GET", "/v2/", _basic())
        result = run("login", "-u", "alice", "-p", "secret", server.host, environ=environ)
        assert (result.exit_code, result.stdout) == (0, "Login Succeeded\n")
        result = run("login", "-u", "alice", "-p", "wrong", server.host, environ=environ)
    assert result.exit_code == 1
    assert "wrong" not in result.stderr


def _basic() -> Reply:
    refusal = RegistryAnswer(401, b"", {"WWW-Authenticate": "Basic realm=x"})
    return lambda seen: RegistryAnswer(200) if seen.authorization == f"Basic {AUTH}" else refusal


def _terminal(run: Runner, *argv: str) -> Terminal:
    return Terminal([sys.executable, "-m", "pydock", *argv], environ={**run.environ, "TERM": "dumb"})


def test_prompts_on_a_terminal(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/auth", json=GOOD)
    with _terminal(run, "login", "reg.example") as terminal:
        terminal.expect(b"Username: ")
        terminal.send(b"alice\n")
        terminal.expect(b"Password: ")
        terminal.send(b"secret\n")
        terminal.expect(b"Login Succeeded")
        assert terminal.wait() == 0
        assert b"secret" not in terminal.seen
    assert fake.requests[-1].json["password"] == "secret"


def test_login_to_docker_hub_says_that_there_is_no_web_flow(run: Runner, fake: FakeEngine) -> None:
    with _terminal(run, "login") as terminal:
        terminal.expect(b"no web-based login - falling back to command line login...")
        terminal.expect(b"Username: ")
        terminal.send(b"\n")
        terminal.expect(b"Error: Non-null Username Required")
        assert terminal.wait() == 1


def test_an_account_for_one_job(run: Runner, fake: FakeEngine, tmp_path: Path) -> None:
    fake.on("POST", "/auth", json=GOOD)
    shell = tmp_path / "shell"
    shell.write_text('#!/bin/sh\ncp "$DOCKER_CONFIG/config.json" seen; echo "$DOCKER_CONFIG" > where; exit 9\n')
    shell.chmod(0o755)
    result = run(
        "login",
        "--scope",
        "job",
        "-u",
        "alice",
        "--password-stdin",
        "r",
        stdin=b"secret",
        environ={"SHELL": str(shell)},
    )
    assert result.exit_code == 9
    assert json.loads((run.cwd / "seen").read_text()) == {"auths": {"r": {"auth": AUTH}}}
    assert not os.path.exists((run.cwd / "where").read_text().strip())
    assert not _config(run).exists()


def test_explained_it_keeps_nothing(run: Runner) -> None:
    result = run("--explain", "login", "-u", "alice", "--password-stdin", "r", stdin=b"secret")
    assert result.exit_code == 0
    assert "POST /auth" in result.stderr
    assert not (run.home / ".docker" / "config.json").exists()
