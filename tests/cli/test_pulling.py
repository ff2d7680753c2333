from __future__ import annotations

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
