from __future__ import annotations

import base64
import json

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


@pytest.mark.parametrize("value", ["0", "false", ""])
def test_content_trust_that_is_off(run: Runner, fake: FakeEngine, value: str) -> None:
    fake.on("POST", "/images/create", chunks=[b'{"status":"x"}\n'])
    assert run("pull", "x:1", environ={"DOCKER_CONTENT_TRUST": value}).exit_code == 0


def test_the_flag_wins_over_the_environment(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=[b'{"status":"x"}\n'])
    assert run("pull", "--disable-content-trust", "x:1", environ={"DOCKER_CONTENT_TRUST": "1"}).exit_code == 0


@pytest.mark.parametrize(
    ("argv", "method", "path"),
    [
        (["pull", "r.example/x:1"], "POST", "/images/create"),
        (["push", "r.example/x:1"], "POST", "/images/r.example/x/push"),
        (["run", "--pull=always", "r.example/x:1"], "POST", "/images/create"),
    ],
)
def test_a_refusal_tells_people_registry_account_and_origin(
    run: Runner, fake: FakeEngine, argv: list[str], method: str, path: str
) -> None:
    (run.home / ".docker").mkdir()
    config = run.home / ".docker" / "config.json"
    config.write_text(json.dumps({"auths": {"r.example": {"auth": base64.b64encode(b"alice:hunter2").decode()}}}))
    fake.on(method, path, status=500, json={"message": "unauthorized: authentication required"})
    said = "Error response from daemon: unauthorized: authentication required"
    piped = run(*argv)
    assert said in piped.stderr
    assert "alice" not in piped.stderr
    in_ci = run(*argv, environ={"CI": "true"})
    assert in_ci == (
        piped.exit_code, piped.stdout, f"{piped.stderr}r.example was shown account alice, from auths of {config}.\n"
    )


def test_a_refusal_within_the_stream_without_a_credential(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=[b'{"error":"denied: requested access to the resource is denied"}\n'])
    assert "No credential for docker.io was found" in run("pull", "x:1", environ={"CI": "true"}).stderr
    fake.on("POST", "/images/create", chunks=[b'{"error":"no space left on device"}\n'])
    assert run("pull", "x:1", environ={"CI": "true"}).stderr == "no space left on device\n"
