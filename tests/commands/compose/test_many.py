"""A hundred services with three hundred containers: what commands ask does not grow beyond one list call a kind."""

from __future__ import annotations

import os
import re
import struct
import sys

import pytest

from pydock.compose.graph import DEFAULT_WIDTH as WIDTH
from tests.commands.compose.making import Making
from tests.support.command import Runner
from tests.support.engine import FakeEngine
from tests.support.terminal import Terminal

SERVICES, REPLICAS = 100, 3
CONTAINERS = SERVICES * REPLICAS


@pytest.fixture
def made(run: Runner, fake: FakeEngine) -> Making:
    """The application, up."""
    service = f"{{image: busybox, network_mode: none, scale: {REPLICAS}}}"
    services = "".join(f"  s{number}: {service}\n" for number in range(SERVICES))
    (run.cwd / "compose.yaml").write_text(f"name: many\nservices:\n{services}")
    engine = Making(fake)
    assert run("compose", "up", "-d").exit_code == 0
    assert len(engine.running) == CONTAINERS
    return engine


def test_up_lists_once_and_inspects_an_image_once(made: Making) -> None:
    assert made.asked() == {
        "GET /images/*/json": 1,
        "GET /containers/json": 1,
        "POST /containers/create": CONTAINERS,
        "GET /containers/*/json": CONTAINERS,
        "POST /containers/*/start": CONTAINERS,
    }


def test_up_with_nothing_to_do_asks_for_no_container(made: Making, run: Runner) -> None:
    before = len(made.fake.requests)
    done = run("compose", "up", "-d")
    assert made.asked(before) == {"GET /images/*/json": 1, "GET /containers/json": 1}
    assert done.stderr.count("  Running\n") == CONTAINERS


def test_ps_is_one_request(made: Making, run: Runner) -> None:
    before = len(made.fake.requests)
    assert len(run("compose", "ps", "-q").stdout.splitlines()) == CONTAINERS
    assert made.asked(before) == {"GET /containers/json": 1}


def test_down_asks_for_nothing_but_to_stop_and_remove(made: Making, run: Runner) -> None:
    before = len(made.fake.requests)
    assert run("compose", "down").exit_code == 0
    assert made.asked(before) == {
        "GET /containers/json": 1,
        "POST /containers/*/stop": CONTAINERS,
        "DELETE /containers/*": CONTAINERS,
    }
    assert made.bodies == {}


def test_logs_ask_for_each_container_once(made: Making, run: Runner) -> None:
    line = b"2024-01-01T00:00:01Z hello\n"
    for name in made.bodies:
        made.fake.on("GET", f"/containers/{name}/logs", chunks=[struct.pack(">BxxxL", 1, len(line)) + line])
    before = len(made.fake.requests)
    lines = run("compose", "logs", "--no-color").stdout.splitlines()
    assert len(lines) == CONTAINERS
    assert {line.partition("|")[2] for line in lines} == {" hello"}
    assert made.asked(before) == {
        "GET /containers/json": 1,
        "GET /containers/*/json": CONTAINERS,
        "GET /containers/*/logs": CONTAINERS,
    }


def test_connections_are_kept(made: Making) -> None:
    assert made.fake.connections <= 2 * WIDTH  # a pool of threads makes, another one starts


def test_a_terminal_shows_what_is_under_way_and_no_more_than_fits(made: Making, run: Runner) -> None:
    argv = [sys.executable, "-m", "pydock", "compose", "down"]
    environ = {**os.environ, "DOCKER_HOST": made.fake.host, "HOME": str(run.home), "TERM": "xterm", "CI": ""}
    with Terminal(argv, cwd=str(run.cwd), environ=environ, rows=40, columns=120) as terminal:
        assert terminal.wait() == 0
        drawn = terminal.seen.decode()
    redrawn = re.findall(r"(?:\x1b\[1A\x1b\[2K)+", drawn)
    assert max(len(block) // len("\x1b[1A\x1b[2K") for block in redrawn) < WIDTH + 2
    lines = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", drawn).replace("\r", "\n").splitlines()
    assert max(map(len, lines)) <= 120
    assert len({line.split()[2] for line in lines if "Removed" in line}) == CONTAINERS
