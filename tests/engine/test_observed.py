"""--explain, --retry and tracing."""

from __future__ import annotations

from pydock.engine import redact
from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine


def test_explain_shows_a_write_and_does_not_send_it(run: Runner, fake: FakeEngine) -> None:
    result = run("--explain", "network", "create", "--internal", "n1")
    assert result.exit_code == 0
    assert fake.requests == []
    lines = result.stderr.splitlines()
    assert lines[0] == "POST /networks/create"
    assert '    "Internal": true,' in lines


def test_explain_sends_reads(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/n1", Answer(json={"Name": "n1", "Id": "x"}))
    result = run("--explain", "network", "rm", "n1")
    assert [request.method for request in fake.requests] == ["GET"]
    assert result.stderr.splitlines() == ["GET /networks/n1", "DELETE /networks/n1"]


def test_a_read_is_tried_again_with_a_word(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks/n1", [Answer(503, json={"message": "starting"}), Answer(json={"Name": "n1"})])
    fake.on("DELETE", "/networks/n1", Answer(204))
    result = run("--retry", "2", "network", "rm", "n1")
    assert result.exit_code == 0
    assert result.stderr == "Error response from daemon: starting Trying again in 0.25 s (1 of 2).\n"


def test_a_write_is_never_tried_again(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/a/tag", Answer(503, json={"message": "starting"}))
    result = run("--retry", "3", "tag", "a", "b")
    assert result.exit_code == 1
    assert len(fake.requests) == 1


def test_tracing_tells_request_status_and_time(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/a/tag", Answer(404, json={"message": "no"}))
    first, *_ = run("--log-level", "debug", "tag", "a", "b").stderr.splitlines()
    assert first.startswith("POST /v1.50/images/a/tag 404 ")
    assert first.endswith(" ms")


def test_nothing_secret_is_shown() -> None:
    assert redact.header("X-Registry-Auth", "abc") == redact.HIDDEN
    assert redact.header("Content-Type", "abc") == "abc"
    body = {"Env": ["A=1", "DB_PASSWORD=x"], "password": "x", "Data": "eA==", "Name": "n", "nested": [{"token": "t"}]}
    assert redact.body(body) == {
        "Env": ["A=1", f"DB_PASSWORD={redact.HIDDEN}"],
        "password": redact.HIDDEN,
        "Data": redact.HIDDEN,
        "Name": "n",
        "nested": [{"token": redact.HIDDEN}],
    }
