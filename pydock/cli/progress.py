"""Which way progress is shown: ``--progress`` decides, then where it goes to.

``auto`` is live on a terminal that can move its cursor and plain elsewhere; ``plain``, ``tty``, ``quiet`` and
``json`` are what they say. JSON goes to standard error, so that standard output stays what scripts read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.progress import Progress

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.terminal.streams import Output


def progress(app: App, output: Output, mode: str | None = None, *, title: str = "") -> Progress:
    """The renderer for progress that Docker sends to ``output``.

    ``mode``: the command's own ``--progress``, where it has one; it wins over the global one. ``title`` heads the
    live display.
    """
    chosen = mode or app.options.progress or "auto"
    if chosen in ("json", "rawjson"):
        from pydock.render.progress.json import Json

        return Json(app.streams.stderr, app.clock)
    from pydock.render.progress.plain import Plain, Quiet

    if chosen == "quiet":
        return Quiet()
    if chosen == "tty" or (chosen == "auto" and is_live(app, output)):
        from pydock.render.progress.live import Live

        return Live(output, title=title)
    return Plain(output, once=bool(app.environ.get("CI")))


def is_live(app: App, output: Output) -> bool:
    """Whether ``output`` is a terminal to draw on: not in CI, not a dumb one."""
    return output.is_terminal and app.environ.get("TERM") != "dumb" and not app.environ.get("CI")
