"""One line of a parallel batch in a process of its own: only a main thread can be rung out of whatever it waits for.

The parent writes what the line runs in, as a line of JSON, to the child's standard input, and keeps that open: its
end tells the child that the batch is gone.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from threading import Thread

from pydock.cli.app import App, Globals
from pydock.errors import PydockError
from pydock.terminal.streams import standard

_START = "import sys; sys.path[:] = sys.argv[1:]; from pydock.cli.apart import main; main()"


def run_apart(app: App, argv: Sequence[str]) -> int:
    """Run ``argv`` as ``app`` would, on its standard output and error; the exit status, as a shell gives it."""
    surroundings = {
        "argv": list(argv),
        "environ": dict(app.environ),
        "cwd": app.cwd,
        "program": app.program,
        "options": app.options._asdict(),
    }
    output, errors = app.streams.stdout.fd, app.streams.stderr.fd
    command = [sys.executable, "-c", _START, *sys.path]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=errors, cwd=app.cwd) as child:
            assert child.stdin is not None
            child.stdin.write(json.dumps(surroundings).encode() + b"\n")
            child.stdin.flush()
            code = child.wait()
    except OSError as error:
        raise PydockError(f"cannot run a line of the batch: {(error.strerror or str(error)).lower()}") from error
    return 128 - code if code < 0 else code


def main() -> None:
    """The child's whole life."""
    from pydock.cli.main import execute

    parent = os.dup(0)
    with open(parent, "rb", buffering=0, closefd=False) as pipe:
        told = json.loads(pipe.readline())
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    environ = told["environ"]
    options = Globals(**told["options"])
    app = App(standard(environ), environ, told["cwd"], time.time, told["program"], options)
    os._exit(execute(app, told["argv"]))


def _end_with(parent: int) -> None:
    """End this process in order when the other end of the pipe is closed."""
    while os.read(parent, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
