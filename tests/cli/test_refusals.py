"""Every command that shows a credential says which, after a refusal."""

from __future__ import annotations

import base64
import json

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine

_REFUSED = "pull access denied for r.example/x: unauthorized: authentication required"


@pytest.fixture(autouse=True)
def account(run: Runner) -> None:
    (run.home / ".docker").mkdir()
    auth = base64.b64encode(b"alice:hunter2").decode()
    config = {"auths": {"r.example": {"auth": auth}, "other.example": {"auth": auth}}}
    (run.home / ".docker" / "config.json").write_text(json.dumps(config))


@pytest.mark.parametrize(
    ("argv", "method", "path"),
    [
        (["pull", "r.example/x:1"], "POST", "/images/create"),
        (["push", "r.example/x:1"], "POST", "/images/r.example/x/push"),
        (["create", "--pull=always", "r.example/x:1"], "POST", "/images/create"),
        (["search", "r.example/x"], "GET", "/images/search"),
        (["plugin", "install", "r.example/x:1"], "GET", "/plugins/privileges"),
        (["plugin", "push", "r.example/x:1"], "POST", "/plugins/r.example/x:1/push"),
        (["build", "-q", "-"], "POST", "/build"),
    ],
)
def test_which_account_and_from_where(run: Runner, fake: FakeEngine, argv: list[str], method: str, path: str) -> None:
    fake.on(method, path, status=500, json={"message": _REFUSED})
    ended = run(*argv, environ={"CI": "true", "DOCKER_BUILDKIT": "0"}, stdin=b"FROM r.example/x")
    hint = f"r.example was shown account alice, from auths of {run.home}/.docker/config.json."
    assert _REFUSED in ended.stderr
    assert ended.stderr.rstrip().endswith(hint)
    assert "hunter2" not in ended.stderr + ended.stdout


def test_an_account_that_was_given_to_login(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/auth", status=401, json={"message": "unauthorized: for r.example"})
    argv = ["login", "-u", "bob", "--password-stdin", "r.example"]
    told = run(*argv, environ={"CI": "true"}, stdin=b"typed").stderr
    assert told.endswith("r.example was shown account bob, from what was given to this command.\n")


def test_a_build_without_an_account(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/build", chunks=[b'{"error":"pull access denied for none.example/x, it may require login"}\n'])
    ended = run("build", "-", environ={"CI": "true", "DOCKER_BUILDKIT": "0"}, stdin=b"FROM none.example/x")
    assert "No credential for none.example was found" in ended.stderr


def test_nothing_is_said_where_the_registry_is_not_certain(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", status=500, json={"message": "unauthorized: by a plugin of the engine"})
    told = run("ps", environ={"CI": "true"}).stderr
    assert told == "Error response from daemon: unauthorized: by a plugin of the engine\n"


def test_a_service_whose_image_the_nodes_may_not_get_either(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/distribution/r.example/x:1/json", status=401, json={"message": "unauthorized: not for you"})
    fake.on("POST", "/services/create", json={"ID": "s1"})
    argv = ["service", "create", "--detach", "--with-registry-auth", "r.example/x:1"]
    piped = run(*argv)
    assert (piped.exit_code, piped.stdout) == (0, "s1\n")
    assert "could not be accessed on a registry" in piped.stderr
    assert "alice" not in piped.stderr
    in_ci = run(*argv, environ={"CI": "1"})
    assert f"r.example was shown account alice, from auths of {run.home}/.docker/config.json." in in_ci.stderr
