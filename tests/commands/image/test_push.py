from __future__ import annotations

import json
from typing import Any

from tests.support.command import Runner
from tests.support.engine import FakeEngine

PUSH = "/images/localhost:5000/x/push"


def _stream(*messages: dict[str, Any]) -> list[bytes]:
    return [json.dumps(message).encode() + b"\n" for message in messages]


def test_push(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", PUSH, chunks=_stream({"status": "The push refers to repository [localhost:5000/x]"}))
    assert run("push", "localhost:5000/x") == (
        0, "Using default tag: latest\nThe push refers to repository [localhost:5000/x]\n", ""
    )
    assert fake.requests[0].query == {"tag": ["latest"]}


def test_quiet_push(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", PUSH, chunks=_stream({"status": "x"}))
    assert run("push", "-q", "localhost:5000/x:1").stdout == "localhost:5000/x:1\n"


def test_all_tags(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", PUSH, chunks=_stream({"status": "x"}))
    assert run("push", "-a", "localhost:5000/x").stdout == "x\n"
    assert fake.requests[0].query == {}


def test_notes_come_after_the_push(run: Runner, fake: FakeEngine) -> None:
    aux = {
        "manifestPushedInsteadOfIndex": True,
        "originalIndex": {"digest": "sha256:1"},
        "selectedManifest": {"digest": "sha256:2"},
    }
    fake.on("POST", PUSH, chunks=_stream({"aux": aux}, {"status": "done"}, {"aux": {"contentMissing": True}}))
    result = run("push", "--platform", "linux/amd64", "localhost:5000/x:1")
    assert fake.requests[0].query["platform"] == ['{"architecture":"amd64","os":"linux"}']
    assert result.stdout.startswith("\n Info -> Using --platform pushes only")
    done, one, missing = (result.stdout.index(text) for text in ("done\n", "sha256:1 -> sha256:2", "The index"))
    assert done < one < missing


def test_names_and_flags_that_contradict(run: Runner) -> None:
    digest = "sha256:" + "0" * 64
    assert run("push", f"x@{digest}").stderr == "cannot push a digest reference\n"
    assert run("push", "-a", "x:1").stderr == "tag can't be used with --all-tags/-a\n"
    assert run("push", "UP").stderr.startswith("invalid reference format: repository name")
    assert run("push", "--platform", "a/b/c/d", "x").stderr.startswith('Invalid platform a/b/c/d"a/b/c/d"')
