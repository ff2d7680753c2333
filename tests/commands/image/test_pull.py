from __future__ import annotations

import json
from typing import Any

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def _stream(*messages: dict[str, Any]) -> list[bytes]:
    return [json.dumps(message).encode() + b"\n" for message in messages]


def test_pull_shows_lines_and_the_full_name(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=_stream({"status": "Pulling from library/x", "id": "latest"}))
    result = run("pull", "x")
    assert result == (
        0, "Using default tag: latest\nlatest: Pulling from library/x\ndocker.io/library/x:latest\n", ""
    )
    assert fake.requests[0].query == {"fromImage": ["docker.io/library/x"], "tag": ["latest"]}
    assert fake.requests[0].headers["x-registry-auth"] == "e30="


def test_quiet_pull_prints_the_name_only(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=_stream({"status": "x"}))
    assert run("pull", "-q", "x").stdout == "docker.io/library/x:latest\n"


def test_all_tags(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=_stream({"status": "x"}))
    assert run("pull", "-a", "localhost:5000/x").stdout == "x\nlocalhost:5000/x\n"
    assert fake.requests[0].query == {"fromImage": ["localhost:5000/x"]}


def test_a_failure_within_the_stream(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=_stream({"errorDetail": {"message": "no space"}, "error": "no space"}))
    assert run("pull", "x:1") == (1, "", "no space\n")


def test_names_and_flags_that_contradict(run: Runner) -> None:
    assert run("pull", "-a", "x:1").stderr == "tag can't be used with --all-tags/-a\n"
    assert run("pull", "bad:tag:x").stderr == "invalid reference format\n"


def test_content_trust_is_not_pretended(run: Runner) -> None:
    assert run("pull", "x:1", environ={"DOCKER_CONTENT_TRUST": "1"}).stderr.startswith("content trust is not supported")
    assert run("pull", "--disable-content-trust=false", "x:1").exit_code == 1
