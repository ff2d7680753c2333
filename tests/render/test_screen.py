"""Lists drawn over themselves."""

from __future__ import annotations

import pytest

from pydock.render.screen import Screen, redraw


class _Terminal(Screen):
    """A terminal of 80 columns."""


def _drawn(text: str, height: int = 0) -> str:
    out = _Terminal(80, False)
    redraw(out, lambda screen: screen.write(text), height=height)
    return out.text


def test_what_was_there_is_written_over() -> None:
    assert _drawn("A\nb\n") == "\x1b[HA\x1b[K\nb\x1b[K\n\x1b[K\n\x1b[J"


@pytest.mark.parametrize(
    ("height", "lines"), [(6, ["A", "1", "2", "3", ""]), (5, ["A", "1", "2", "… 1 more"]), (3, ["A", "… 3 more"])]
)
def test_no_more_lines_than_the_screen_has(height: int, lines: list[str]) -> None:
    text = _drawn("A\n1\n2\n3\n", height)
    assert text.count("\n") < height
    assert text == "\x1b[H" + "".join(f"{line}\x1b[K\n" for line in lines) + "\x1b[J"
