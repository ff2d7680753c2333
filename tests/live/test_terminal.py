"""Interactive work under a terminal, to the key."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.live.conftest import without
from tests.support.live import LiveEngine, Unavailable, available
from tests.support.terminal import Terminal


@contextmanager
def typing(engine: LiveEngine, *argv: str, rows: int = 30, columns: int = 100) -> Iterator[Terminal]:
    """A terminal in which ``pydock argv`` runs."""
    command = engine.command(*argv)
    with Terminal(command, environ=engine.environ(), cwd=str(engine.work), rows=rows, columns=columns) as tty:
        yield tty


def state(engine: LiveEngine, name: str) -> bool:
    running: bool = engine.connection.call("GET", f"/containers/{name}/json")["State"]["Running"]
    return running


def test_run_interactively_and_take_its_exit_code(live: LiveEngine) -> None:
    with typing(live, "run", "-it", "--rm", "--name", "t1", "busybox") as tty:
        tty.expect(b"/ # ")
        assert tty.is_raw
        tty.send(b"echo $((20 + 3))\r")
        tty.expect(b"\r\n23\r\n")
        tty.send(b"""sh -c 'trap "echo inter""rupted; exit" INT; echo rea""dy; while sleep 0.1; do :; done'\r""")
        tty.expect(b"\r\nready\r\n")
        tty.send(b"\x03")
        tty.expect(b"interrupted\r\n")
        tty.expect(b"# ")
        tty.send(b"exit 7\r")
        assert tty.wait() == 7
        assert tty.attributes == tty.before


def test_size_at_the_start_and_when_it_changes(live: LiveEngine) -> None:
    with typing(live, "run", "-it", "--rm", "busybox", rows=33, columns=111) as tty:
        tty.expect(b"/ # ")
        tty.send(b"stty size\r")
        tty.expect(b"\r\n33 111\r\n")
        tty.resize(44, 99)
        tty.send(b"while [ \"$(stty size)\" != '44 99' ]; do sleep 0.05; done; echo si''zed\r")
        tty.expect(b"\r\nsized\r\n")
        tty.send(b"exit\r")
        assert tty.wait() == 0


def test_size_inside_exec(live: LiveEngine) -> None:
    live.ok("run", "-d", "--name", "t1", "busybox", "sleep", "1000")
    with typing(live, "exec", "-it", "t1", "sh", rows=21, columns=77) as tty:
        tty.expect(b"# ")
        tty.send(b"while [ \"$(stty size)\" != '21 77' ]; do sleep 0.05; done; echo si''zed\r")
        tty.expect(b"\r\nsized\r\n")
        tty.send(b"exit 5\r")
        assert tty.wait() == 5
        assert tty.attributes == tty.before


@pytest.mark.parametrize(("flags", "keys"), [((), b"\x10\x11"), (("--detach-keys", "ctrl-a,x"), b"\x01x")])
def test_detach_and_attach(live: LiveEngine, flags: tuple[str, ...], keys: bytes) -> None:
    with typing(live, "run", "-it", "--name", "t1", *flags, "busybox") as tty:
        tty.expect(b"/ # ")
        tty.send(keys[:1])
        tty.send(keys[1:])
        assert tty.wait() == 0
        assert tty.attributes == tty.before
    assert state(live, "t1")
    with typing(live, "attach", *flags, "t1") as tty:
        tty.expect(b"/ # ")
        tty.send(b"echo back $((1 + 1))\r")
        tty.expect(b"\r\nback 2\r\n")
        tty.send(keys)
        tty.expect(b"read escape sequence\r\n")
        assert tty.wait() == 1
        assert tty.attributes == tty.before
    assert state(live, "t1")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_deadly_signal_restores_the_terminal(live: LiveEngine, number: signal.Signals) -> None:
    with typing(live, "exec", "-it", running(live), "sh") as tty:
        tty.expect(b"# ")
        assert tty.is_raw
        tty.process.send_signal(number)
        assert tty.wait() in (128 + number, 143)
        assert tty.attributes == tty.before


def test_signals_reach_the_container(live: LiveEngine) -> None:
    script = "trap 'echo got usr1' USR1; trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done"
    with typing(live, "run", "--rm", "busybox", "sh", "-c", script) as tty:
        tty.expect(b"ready")
        tty.process.send_signal(signal.SIGUSR1)
        tty.expect(b"got usr1")
        tty.process.send_signal(signal.SIGTERM)
        assert tty.wait() == 9


def test_ctrl_c_without_a_container_terminal(live: LiveEngine) -> None:
    with typing(live, "run", "--rm", "busybox", "sh", "-c", "trap 'exit 4' INT; echo ready; sleep 100 & wait") as tty:
        tty.expect(b"ready")
        tty.send(b"\x03")
        assert tty.wait() == 4


def test_output_at_the_very_end_is_not_lost(live: LiveEngine) -> None:
    with typing(live, "run", "-it", "--rm", "busybox", "sh", "-c", "seq 1 20000; exit 3") as tty:
        assert tty.wait() == 3
        assert tty.rest.endswith(b"\r\n19999\r\n20000\r\n")
        assert tty.rest.count(b"\r\n") == 20000


def test_an_engine_that_dies_gives_the_terminal_back() -> None:
    try:
        engine = LiveEngine(*available()[0])
    except Unavailable as reason:
        without(reason)
    try:
        with typing(engine, "run", "-it", "--rm", "busybox") as tty:
            tty.expect(b"/ # ")
            engine.kill()
            assert tty.wait() != 0
            assert tty.attributes == tty.before
            assert b"Traceback" not in tty.seen
    finally:
        engine.stop()


def running(engine: LiveEngine) -> str:
    return engine.ok("run", "-d", "busybox", "sleep", "1000").strip()
