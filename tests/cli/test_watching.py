"""``ps --watch`` on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from tests.support.command import Runner
from tests.support.engine import STALL, Answer, FakeEngine, Request
from tests.support.terminal import Terminal

OTHER, OWN = b"\x1b[?1049h\x1b[?25l", b"\x1b[?25h\x1b[?1049l"


@contextmanager
def _watching(run: Runner, *argv: str) -> Iterator[Terminal]:
    words = [sys.executable, "-m", "pydock", "ps", "--watch", *argv]
    with Terminal(words, environ={**run.environ, "TERM": "xterm", "NO_COLOR": "1"}, rows=10, columns=100) as tty:
        yield tty


def _named(*names: str) -> list[dict[str, Any]]:
    return [{"Id": name, "Names": [f"/{name}"], "Status": "Up"} for name in names]


def test_an_event_and_a_new_size_draw_again_and_ctrl_c_gives_the_terminal_back(run: Runner, fake: FakeEngine) -> None:
    happened = Event()

    def events() -> Iterator[Any]:
        happened.wait(60)
        yield {"Type": "container", "Action": "start"}
        yield STALL

    def rows(_: Request) -> Answer:
        return Answer(json=_named("one", "two") if happened.is_set() else _named("one"))

    fake.on("GET", "/events", lambda _: Answer(chunks=events()))
    fake.on("GET", "/containers/json", rows)
    with _watching(run, "-a", "--columns", "names,status") as tty:
        tty.expect(OTHER)
        assert b"two" not in tty.expect(b"\x1b[J")
        happened.set()
        tty.expect(b"two")
        tty.resize(10, 30)
        tty.expect(b"two")
        tty.send(b"\x03")
        assert tty.wait() == 130
        assert OWN in tty.rest
        assert tty.attributes == tty.before
    assert json.loads(fake.of("GET", "/events")[0].query["filters"][0]) == {"type": {"container": True}}
    assert fake.of("GET", "/containers/json")[0].query["all"] == ["1"]


def test_more_containers_than_lines(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/events", chunks=[STALL])
    fake.on("GET", "/containers/json", json=_named(*[f"c{number}" for number in range(20)]))
    with _watching(run) as tty:
        tty.expect("… 13 more".encode())
        tty.send(b"\x03")
        assert tty.wait() == 130


def test_the_end_of_the_engine_is_told_on_the_own_screen(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/events", chunks=[])
    fake.may("GET", "/containers/json", json=[])
    with _watching(run) as tty:
        tty.expect(OWN)
        tty.expect(b"the engine ended its events")
        assert tty.wait() == 1


def test_a_pipe_is_refused(run: Runner) -> None:
    done = run("ps", "--watch")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "--watch draws on a terminal, and standard output is none: follow events instead\n"
