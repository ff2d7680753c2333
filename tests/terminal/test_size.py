"""The container's terminal follows ours."""

from __future__ import annotations

import os
import sys

from pydock.terminal.size import follow_size
from pydock.terminal.streams import Output
from tests.support.terminal import Terminal

PROGRAM = """
import os
from pydock.errors import PydockError
from pydock.terminal.size import follow_size
from pydock.terminal.streams import Output
calls = []
def resize(rows, columns):
    calls.append(1)
    if len(calls) < 3:
        raise PydockError("not yet")
    os.write(1, f"[{rows}x{columns}]".encode())
with follow_size(Output(1), resize):
    os.read(0, 1)
"""


def test_first_size_is_tried_again_and_changes_follow() -> None:
    with Terminal([sys.executable, "-c", PROGRAM], rows=40, columns=120) as tty:
        tty.expect(b"[40x120]")
        tty.resize(50, 90)
        tty.expect(b"[50x90]")
        tty.send(b"\n")
        assert tty.wait() == 0


def test_no_terminal() -> None:
    reader, writer = os.pipe()
    calls: list[tuple[int, int]] = []
    with follow_size(Output(writer), lambda rows, columns: calls.append((rows, columns))):
        pass
    os.close(reader)
    os.close(writer)
    assert not calls
