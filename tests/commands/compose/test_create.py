"""``pydock compose create``."""

from __future__ import annotations

import pytest

from pydock.compose import labels
from tests.commands.compose.making import IMAGE, Making
from tests.support.command import Runner
from tests.support.engine import FakeEngine

TEXT = """\
name: shop
services:
  db: {image: busybox, network_mode: none}
  web: {image: busybox, network_mode: none, depends_on: [db], environment: {LEVEL: "1"}}
"""


@pytest.fixture
def made(run: Runner, fake: FakeEngine) -> Making:
    (run.cwd / "compose.yaml").write_text(TEXT)
    return Making(fake)


def test_containers_are_made_in_order_and_not_started(run: Runner, made: Making) -> None:
    done = run("compose", "create")
    assert done.exit_code == 0
    assert list(made.bodies) == ["shop-db-1", "shop-web-1"]
    assert made.running == set()
    body = made.bodies["shop-web-1"]
    assert (body["Image"], body["Env"], body["HostConfig"]["NetworkMode"]) == ("busybox", ["LEVEL=1"], "none")
    assert body["Labels"][labels.DEPENDS] == "db:service_started:false"
    assert body["Labels"][labels.IMAGE] == IMAGE
    assert done.stderr.splitlines()[:2] == [" Container shop-db-1  Creating", " Container shop-db-1  Created"]


def test_a_second_time_recreates_only_by_force(run: Runner, made: Making) -> None:
    run("compose", "create")
    before = len(made.fake.requests)
    assert run("compose", "create").exit_code == 0
    assert [r.method for r in made.fake.requests[before:]] == ["GET", "GET"]
    (run.cwd / "compose.yaml").write_text(TEXT.replace('"1"', '"2"'))
    assert run("compose", "create", "--no-recreate").exit_code == 0
    assert made.bodies["shop-web-1"]["Env"] == ["LEVEL=1"]


def test_scale_makes_several_of_the_named_service_and_what_it_needs(run: Runner, made: Making) -> None:
    assert run("compose", "create", "--scale", "web=2", "web").exit_code == 0
    assert sorted(made.bodies) == ["shop-db-1", "shop-web-1", "shop-web-2"]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--build", "--no-build"), "--build and --no-build are incompatible"),
        (("--force-recreate", "--no-recreate"), "--force-recreate and --no-recreate are incompatible"),
        (("--pull", "odd"), 'invalid --pull option "odd"'),
        (("--scale", "web"), 'invalid --scale option "web". Should be SERVICE=NUM'),
        (("--scale", "nosuch=2"), "no such service: nosuch: not found"),
    ],
)
def test_flags_that_cannot_be(run: Runner, made: Making, argv: tuple[str, ...], told: str) -> None:
    done = run("compose", "create", *argv)
    assert done.exit_code == 1
    assert told in done.stderr
    assert made.bodies == {}


def test_dry_run_tells_and_makes_nothing(run: Runner, made: Making) -> None:
    done = run("compose", "--dry-run", "create")
    assert " DRY-RUN MODE -  Container shop-db-1  Created\n" in done.stderr
    assert made.bodies == {}
