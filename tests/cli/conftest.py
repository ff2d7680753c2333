"""An App to call the shared parts of commands with, and what it wrote."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from pydock.cli.app import App, Globals
from pydock.terminal.streams import Input, Output, Streams
from tests.support.engine import FakeEngine

MakeApp = Callable[..., "Written"]


class Written:
    """``app`` and, as text, what it wrote to standard output and error."""

    def __init__(self, app: App, out: IO[bytes], err: IO[bytes]) -> None:
        self.app = app
        self._out = out
        self._err = err

    @property
    def out(self) -> str:
        return self._read(self.app.streams.stdout, self._out)

    @property
    def err(self) -> str:
        return self._read(self.app.streams.stderr, self._err)

    @staticmethod
    def _read(output: Output, file: IO[bytes]) -> str:
        output.flush()
        file.seek(0)
        return file.read().decode()


@pytest.fixture
def make(fake: FakeEngine, tmp_path: Path) -> Iterator[MakeApp]:
    """``make(stdin=b"", environ={}, **globals)``: an App on the fake engine, as ``docker``, in a home of its own."""
    with ExitStack() as stack:

        def build(stdin: bytes = b"", environ: dict[str, str] | None = None, **options: object) -> Written:
            source, out, err = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            source.write(stdin)
            source.seek(0)
            streams = Streams(Input(source.fileno()), Output(out.fileno()), Output(err.fileno()))
            everything = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "DOCKER_HOST": fake.host, **(environ or {})}
            chosen = Globals(**options)  # type: ignore[arg-type]
            app = App(streams, everything, str(tmp_path), lambda: 1_700_000_000.0, "docker", chosen)
            stack.callback(app.close)
            return Written(app, out, err)

        yield build
