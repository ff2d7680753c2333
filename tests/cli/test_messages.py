from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import CUT, FakeEngine


def test_a_stream_that_breaks_off_is_an_error(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=[b'{"status":"one"}\n{"sta', CUT])
    assert run("pull", "x:1") == (1, "one\n", "unexpected EOF\n")


def test_errors_count_without_an_output_too(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/create", chunks=[b'{"status":"one"}\n{"errorDetail":{"message":"no"},"error":"no"}\n'])
    assert run("pull", "-q", "x:1") == (1, "", "no\n")
