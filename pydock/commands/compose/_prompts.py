"""Questions as compose asks them: on standard output, the answer right behind."""

from __future__ import annotations

from pydock.cli.app import App


def agreed(app: App, question: str) -> bool:
    """Ask ``question``; whether the line that comes back is a yes. The end of input is a no."""
    app.out(question)
    app.streams.stdout.flush()
    return app.streams.stdin.readline().strip().lower() in ("1", "t", "true", "y", "yes")
