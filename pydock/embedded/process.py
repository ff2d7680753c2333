"""A process of its own session that outlives this one."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping

from pydock.errors import PydockError

if sys.platform == "win32":
    raise PydockError("an engine of pydock's own is not supported on Windows")


def start(arguments: list[str], environ: Mapping[str, str], log: str) -> int:
    """Start ``arguments[0]``, a path, with its output at the end of ``log``; the process's number."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    return os.posix_spawn(
        arguments[0],
        arguments,
        environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, flags, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
        setsigmask=[],
        setsigdef=[signal.SIGPIPE, signal.SIGINT, signal.SIGQUIT],
    )


def ended(pid: int) -> bool:
    """Whether a process that :func:`start` gave has ended."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return True  # and has been waited for


def end(pid: int, patience: float) -> None:
    """End a process that :func:`start` gave, by force where it does not go within ``patience`` seconds."""
    deadline = time.monotonic() + patience
    if not ended(pid):
        os.kill(pid, signal.SIGTERM)
    while not ended(pid):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
