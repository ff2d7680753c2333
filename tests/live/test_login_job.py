"""``login --scope job`` and ``with-login`` as a person uses them: on a terminal, against a registry with accounts."""

from __future__ import annotations

import json
import os
import re
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.live import PASSWORD, USER, LiveEngine
from tests.support.terminal import Terminal


@contextmanager
def typing(engine: LiveEngine, *argv: str) -> Iterator[Terminal]:
    """``pydock argv`` on a terminal, with a shell that has a short prompt."""
    environ = engine.environ({"SHELL": "/bin/sh", "PS1": "job$ ", "PYDOCK": engine.command()[-3], "ENV": ""})
    with Terminal(engine.command(*argv), environ=environ, cwd=str(engine.work), columns=500) as tty:
        yield tty


@pytest.fixture
def address(live: LiveEngine) -> str:
    return live.registry(auth=True).address


def _answer(tty: Terminal, user: str, password: str) -> None:
    tty.expect(b"Username: ")
    tty.send(user.encode() + b"\n")
    tty.expect(b"Password: ")
    assert not tty.attributes[3] & termios.ECHO
    tty.send(password.encode() + b"\n")


def _folder(tty: Terminal) -> str:
    """Where the shell's DOCKER_CONFIG is."""
    tty.expect(b"job$ ")
    tty.send(b"echo at=$DOCKER_CONFIG.\n")
    found = re.search(rb"at=(/[^.]+)\.", tty.expect(b".\r\n") + tty.expect(b".\r\n"))
    assert found is not None
    return found[1].decode()


def test_a_shell_that_has_the_credentials(live: LiveEngine, address: str) -> None:
    live.ok("tag", "busybox", f"{address}/job:1")
    config = live.home / ".docker" / "config.json"
    with typing(live, "login", "--scope", "job", address) as tty:
        _answer(tty, USER, PASSWORD)
        folder = _folder(tty)
        assert os.stat(folder).st_mode & 0o777 == 0o700
        assert os.stat(f"{folder}/config.json").st_mode & 0o777 == 0o600
        assert list(json.loads(Path(folder, "config.json").read_text())["auths"]) == [address]
        tty.send(f"$PYDOCK -m pydock push -q {address}/job:1; echo pushed=$?\n".encode())
        tty.expect(b"\r\npushed=0\r\njob$ ")
        tty.send(b"\x03")
        tty.expect(b"job$ ")
        tty.send(b"exit 7\n")
        assert tty.wait() == 7
        assert tty.attributes == tty.before
        assert PASSWORD.encode() not in tty.seen
    assert not os.path.exists(folder)
    assert not config.exists()
    assert "no basic auth credentials" in live.pydock("push", "-q", f"{address}/job:1").stderr


def test_a_password_that_is_refused_starts_nothing(live: LiveEngine, address: str) -> None:
    with typing(live, "login", "--scope", "job", address) as tty:
        _answer(tty, USER, "mistyped")
        assert tty.wait() == 1
        assert b"401 Unauthorized" in tty.seen
        assert f"{address} was shown account alice, from what was given".encode() in tty.seen
        assert b"mistyped" not in tty.seen
        assert b"job$" not in tty.seen
        assert tty.attributes == tty.before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_at_the_password_gives_the_echo_back(live: LiveEngine, address: str, number: signal.Signals) -> None:
    with typing(live, "with-login", "-u", USER, address, "true") as tty:
        tty.expect(b"Password: ")
        tty.process.send_signal(number)
        assert tty.wait() == 128 + number
        assert tty.attributes == tty.before


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 9), (signal.SIGQUIT, 9)]
)
def test_the_shell_meets_a_signal(live: LiveEngine, address: str, number: signal.Signals, code: int) -> None:
    """A shell is ended by the first two; the keyboard's are for what runs in it."""
    with typing(live, "login", "--scope", "job", address) as tty:
        _answer(tty, USER, PASSWORD)
        folder = _folder(tty)
        tty.process.send_signal(number)
        if code == 9:
            tty.send(b"exit 9\n")
        assert tty.wait() == code
    assert not os.path.exists(folder)


def test_the_terminal_is_closed(live: LiveEngine, address: str) -> None:
    with typing(live, "login", "--scope", "job", address) as tty:
        _answer(tty, USER, PASSWORD)
        folder = _folder(tty)
        os.dup2(os.open(os.devnull, os.O_RDWR), tty.master)
        tty.process.wait()
    assert not os.path.exists(folder)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, 137), (signal.SIGSEGV, 139)])
def test_the_command_crashes(live: LiveEngine, address: str, number: signal.Signals, code: int) -> None:
    script = f'echo "at=$DOCKER_CONFIG."; kill -{int(number)} $$'
    with typing(live, "with-login", address, "--", "sh", "-c", script) as tty:
        _answer(tty, USER, PASSWORD)
        assert tty.wait() == code
        found = re.search(rb"at=(/[^.]+)\.", tty.seen)
    assert found is not None
    assert not os.path.exists(found[1])


def test_the_keys_of_a_terminal_reach_the_command_once(live: LiveEngine, address: str) -> None:
    script = "n=0; trap 'n=$((n+1))' INT; echo ready; while [ $n = 0 ]; do sleep 0.05; done; sleep 0.3; exit $((40+n))"
    with typing(live, "with-login", address, "--", "bash", "-c", script) as tty:
        _answer(tty, USER, PASSWORD)
        tty.expect(b"ready")
        tty.send(b"\x03")
        assert tty.wait() == 41
