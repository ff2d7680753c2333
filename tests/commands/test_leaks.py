"""No way of looking at pydock shows a secret: tracing, --explain, --debug, crash files, error texts."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from pydock.engine import auth
from tests.support.command import Runner
from tests.support.engine import FakeEngine

SECRET = "hunter2-secret"
AUTH = base64.b64encode(f"alice:{SECRET}".encode()).decode()


def _forms() -> list[str]:
    header = base64.urlsafe_b64encode(
        json.dumps({"username": "alice", "password": SECRET, "serveraddress": "r"}, separators=(",", ":")).encode()
    ).decode()
    return [SECRET, AUTH, header]


def _store(run: Runner) -> None:
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text(json.dumps({"auths": {"r": {"auth": AUTH}}}))


@pytest.mark.parametrize("flags", [["--log-level", "debug"], ["--debug"], ["--log-level", "debug", "--debug"]])
def test_login_and_search_traced(run: Runner, fake: FakeEngine, flags: list[str]) -> None:
    _store(run)
    fake.on("POST", "/auth", status=500, json={"message": "refused"})
    fake.on("GET", "/images/search", status=500, json={"message": "refused"})
    results = [
        run(*flags, "login", "-u", "alice", "--password-stdin", "r", stdin=SECRET.encode()),
        run(*flags, "login", "r"),
        run(*flags, "search", "r/x"),
    ]
    for result in results:
        assert result.exit_code == 1
        assert not [form for form in _forms() if form in result.stdout + result.stderr]


def test_explained(run: Runner) -> None:
    _store(run)
    result = run("--explain", "login", "-u", "alice", "--password-stdin", "r", stdin=SECRET.encode())
    assert not [form for form in _forms() if form in result.stdout + result.stderr]


def test_crash_files(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"holding {SECRET}")

    monkeypatch.setattr(auth, "check", fail)
    result = run("login", "-u", "alice", "--password-stdin", "r", stdin=SECRET.encode())
    assert result.exit_code == 1
    written = "".join(path.read_text() for path in Path(run.home).rglob("crash-*"))
    assert written
    assert not [form for form in _forms() if form in result.stdout + result.stderr + written]


@pytest.mark.parametrize("flags", [["--log-level", "debug"], ["--debug"], ["--explain"]])
def test_bodies_and_headers(run: Runner, fake: FakeEngine, flags: list[str]) -> None:
    """What is secret by its kind: credentials for an image, what a secret or an unlock key holds."""
    (run.home / ".docker").mkdir()
    (run.home / ".docker" / "config.json").write_text(json.dumps({"auths": {"r.example": {"auth": AUTH}}}))
    fake.may("POST", "/images/create", status=500, json={"message": "refused"})
    fake.may("POST", "/images/r.example/x/push", status=500, json={"message": "refused"})
    fake.may("POST", "/secrets/create", status=500, json={"message": "refused"})
    fake.may("POST", "/swarm/join", status=500, json={"message": "refused"})
    fake.may("POST", "/swarm/unlock", status=500, json={"message": "refused"})
    fake.may("GET", "/info", json={"Swarm": {"LocalNodeState": "locked"}})
    results = [
        run(*flags, "pull", "r.example/x:1"),
        run(*flags, "push", "r.example/x:1"),
        run(*flags, "secret", "create", "s", "-", stdin=SECRET.encode()),
        run(*flags, "swarm", "join", "--token", SECRET, "127.0.0.1:2377"),
        run(*flags, "swarm", "unlock", stdin=SECRET.encode()),
    ]
    forms = [*_forms(), base64.b64encode(SECRET.encode()).decode()]
    for result in results:
        assert not [form for form in forms if form in result.stdout + result.stderr]


def test_results_of_a_batch(run: Runner, fake: FakeEngine) -> None:
    _store(run)
    fake.on("POST", "/images/create", status=500, json={"message": "refused"})
    fake.on("POST", "/secrets/create", status=500, json={"message": "refused"})
    (run.cwd / "held").write_text(SECRET)
    result = run("batch", "--continue", "--format", "json", stdin=b"pull r/x:1\nsecret create s held\n")
    assert len(result.stdout.splitlines()) == 2
    assert not [form for form in _forms() if form in result.stdout + result.stderr]
