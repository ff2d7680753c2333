from __future__ import annotations

import tempfile
import time

import pytest

from pydock.cli.app import App
from pydock.cli.counting import Counter
from pydock.terminal.streams import Input, Output, Streams


def _count(is_terminal: bool, *, silent: bool = False) -> str:
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        error = Output(err.fileno(), is_terminal=is_terminal)
        app = App(Streams(Input(source.fileno()), Output(out.fileno()), error), {}, "/", time.time)
        with Counter(app, "Copying - ", silent=silent) as counter:
            counter.add(1000)
            counter.add(500)
        counter.conclude("there")
        err.seek(0)
        return err.read().decode()


def test_a_pipe_gets_the_closing_line_only() -> None:
    assert _count(False) == "Successfully copied 1.5kB to there\n"


def test_a_terminal_sees_it_run_and_is_left_clean() -> None:
    text = _count(True)
    assert text.startswith("\x1b[s\x1b[?25l") and "Copying - 0B" in text and "Copying - 1kB" in text
    assert text.endswith("\x1b[?25h\x1b[u\x1b[2KSuccessfully copied 1.5kB to there\n")


@pytest.mark.parametrize("is_terminal", [True, False])
def test_silence(is_terminal: bool) -> None:
    assert _count(is_terminal, silent=True) == ""
