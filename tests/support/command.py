"""Run a command line in this process, with streams, environment and engine of the test's choice."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydock.cli.app import App
from pydock.cli.main import execute
from pydock.terminal.streams import Input, Output, Streams


class Result(NamedTuple):
    """What a command left behind."""

    exit_code: int
    stdout: str
    stderr: str


class Runner:
    """``run("container", "ls")``; the home folder and the working folder are the test's own."""

    def __init__(self, home: Path, cwd: Path, environ: Mapping[str, str]) -> None:
        self.home = home
        self.cwd = cwd
        self.environ = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TZ": "UTC", "LANG": "C.UTF-8", **environ}
        self.clock: Callable[[], float] = time.time

    def __call__(
        self, *argv: str, stdin: bytes = b"", program: str = "docker", environ: Mapping[str, str] | None = None
    ) -> Result:
        """Run ``argv`` and return its exit code and output (UTF-8, undecodable bytes as surrogates)."""
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            source.write(stdin)
            source.seek(0)
            streams = Streams(Input(source.fileno()), Output(out.fileno()), Output(err.fileno()))
            everything = {**self.environ, **(environ or {})}
            app = App(streams, everything, str(self.cwd), self.clock, program)
            code = execute(app, _words(argv))
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode("utf-8", "surrogateescape"))
        return Result(code, *texts)


def _words(argv: Sequence[str]) -> list[str]:
    return list(argv)
