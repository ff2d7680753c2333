"""``pydock compose scale``."""

from __future__ import annotations

import pytest

from tests.commands.compose.making import Making
from tests.support.command import Runner
from tests.support.engine import FakeEngine


@pytest.fixture
def made(run: Runner, fake: FakeEngine) -> Making:
    (run.cwd / "compose.yaml").write_text(
        "name: shop\n"
        "services:\n"
        "  db: {image: busybox, network_mode: none}\n"
        "  web: {image: busybox, network_mode: none, depends_on: [db]}\n"
    )
    return Making(fake)


def test_more_are_started_and_the_last_are_removed(run: Runner, made: Making) -> None:
    assert run("compose", "scale", "web=3").exit_code == 0
    assert made.running == {"shop-db-1", "shop-web-1", "shop-web-2", "shop-web-3"}
    done = run("compose", "scale", "web=1")
    assert made.running == set(made.bodies) == {"shop-db-1", "shop-web-1"}
    assert " Container shop-web-3  Removed\n" in done.stderr


def test_without_what_it_needs(run: Runner, made: Making) -> None:
    assert run("compose", "scale", "--no-deps", "web=2").exit_code == 0
    assert made.running == {"shop-web-1", "shop-web-2"}


@pytest.mark.parametrize("text", ["web", "web="])
def test_without_a_number(run: Runner, fake: FakeEngine, text: str) -> None:
    assert run("compose", "scale", text) == (1, "", f"invalid scale specifier: {text}\n")


@pytest.mark.parametrize("text", ["web=two", "web=-1"])
def test_what_is_no_number(run: Runner, fake: FakeEngine, text: str) -> None:
    expected = f"invalid scale specifier: can't parse replica value as int: {text}\n"
    assert run("compose", "scale", text) == (1, "", expected)


def test_a_service_that_is_not_there(run: Runner, made: Making) -> None:
    done = run("compose", "scale", "nosuch=2")
    assert (done.exit_code, done.stderr) == (1, "no such service: nosuch\n")
    assert made.bodies == {}
