"""Questions to the user."""

from __future__ import annotations

import contextlib
import os
import pty
import termios
import threading
import time

import pytest

from pydock.cli.prompts import confirm, secret
from pydock.errors import PydockError
from pydock.terminal.streams import Input
from tests.cli.conftest import MakeApp


@pytest.mark.parametrize(
    ("answer", "yes"),
    [(b"y\n", True), (b" Y \n", True), (b"y", True), (b"yes\n", False), (b"n\n", False), (b"\n", False), (b"", False)],
)
def test_only_y_is_yes(make: MakeApp, answer: bytes, yes: bool) -> None:
    written = make(answer)
    assert confirm(written.app, "Sure?") is yes
    assert written.out == "Sure? [y/N] "


def test_one_answer_is_taken_from_input_that_has_more(make: MakeApp) -> None:
    written = make(b"y\nn\n")
    assert [confirm(written.app, "1"), confirm(written.app, "2")] == [True, False]


def test_a_secret_needs_a_terminal(make: MakeApp) -> None:
    with pytest.raises(PydockError, match=r"^cannot ask for a secret: standard input is not a terminal$"):
        secret(make().app, "Password: ")


def test_a_secret_is_not_echoed(make: MakeApp) -> None:
    master, slave = pty.openpty()
    try:
        written = make()
        written.app.streams.stdin = Input(slave)
        typist = threading.Thread(target=_type_unseen, args=(master, slave))
        typist.start()
        assert secret(written.app, "Password: ").strip() == "hidden"
        typist.join()
        assert written.out == "Password: \n"
        os.set_blocking(master, False)
        with contextlib.suppress(BlockingIOError):
            assert b"hidden" not in os.read(master, 100)
        assert termios.tcgetattr(slave)[3] & termios.ECHO
    finally:
        os.close(master)
        os.close(slave)


def _type_unseen(master: int, slave: int) -> None:
    while termios.tcgetattr(slave)[3] & termios.ECHO:
        time.sleep(0.001)
    os.write(master, b"hidden\n")
