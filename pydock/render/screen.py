"""A list drawn over itself on a terminal."""

from __future__ import annotations

from collections.abc import Callable

from pydock.render.listing import Output

_HOME, _REST_OF_LINE, _REST_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"


class Screen:
    """Collects what a terminal would get."""

    is_terminal = True

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour
        self.text = ""

    def write(self, data: bytes | str, /) -> None:
        self.text += data if isinstance(data, str) else data.decode("utf-8", "replace")


def redraw(output: Output, draw: Callable[[Screen], None], *, height: int = 0) -> None:
    """Write what ``draw`` makes from the top of the screen on; with a ``height`` only what it holds."""
    screen = Screen(output.width, output.colour)
    draw(screen)
    lines = screen.text.split("\n")
    if height and len(lines) >= height:
        shown = max(height - 2, 0)
        lines = [*lines[:shown], f"… {len(lines) - 1 - shown} more"]
    output.write(_HOME)
    output.write("".join(f"{line}{_REST_OF_LINE}\n" for line in lines) + _REST_OF_SCREEN)
