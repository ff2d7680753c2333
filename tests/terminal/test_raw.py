from __future__ import annotations

from pydock.terminal import raw, tty


def test_here_it_is_a_posix_terminal() -> None:
    assert raw.raw_mode is tty.raw_mode
    assert raw.silent is tty.silent
