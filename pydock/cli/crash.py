"""What pydock says of an exception that nobody foresaw: one line, advice, and a file with the traceback."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydock.cli.app import App


def report(app: App, error: Exception) -> None:
    """Tell the user. The file holds the frames and the exception's type: no values, arguments or environment."""
    import traceback

    summary = f"{app.program}: internal error: {type(error).__name__} in '{app.command_path or 'start'}'"
    if app.debug:
        app.warn("".join(traceback.format_exception(error)).rstrip())
        app.warn(summary)
        return
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    path = _write(app, f"{type(error).__name__}\n{frames}")
    app.warn(summary)
    app.warn(f"The traceback is in {path}; please report it." if path else "Run it again with --debug to see where.")


def _write(app: App, text: str) -> str | None:
    base = app.environ.get("XDG_STATE_HOME") or os.path.join(app.environ.get("HOME") or "/tmp", ".local", "state")
    folder = os.path.join(base, "pydock")
    path = os.path.join(folder, f"crash-{int(app.clock())}-{os.getpid()}.txt")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
    except OSError:
        return None
    return path
