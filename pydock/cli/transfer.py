"""Archives between the engine and files or standard streams."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydock.engine.bodies import Source, from_fd
from pydock.errors import PydockError
from pydock.portable.files import BINARY
from pydock.terminal.outfile import OutFile, check

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.response import Response


def check_output(app: App, path: str, what: str) -> None:
    """Refuse a path that no file can be written to, before the engine is asked: ``failed to WHAT: reason``."""
    try:
        check(path, app.cwd)
    except PydockError as error:
        raise PydockError(f"failed to {what}: {error.message}") from error


def deliver(app: App, response: Response, path: str) -> None:
    """Write the body to the file ``path``, whole or not at all; to standard output if it is empty."""
    buffer = memoryview(bytearray(1 << 17))
    if not path:
        app.streams.stdout.flush()
        while count := response.readinto(buffer):
            app.streams.stdout.write(buffer[:count])
            app.streams.stdout.flush()
        return
    check(path, app.cwd)
    with OutFile(path, app.cwd) as file:
        while count := response.readinto(buffer):
            file.write(buffer[:count])


@contextmanager
def source(app: App, path: str) -> Iterator[Source]:
    """The file ``path`` as a request body; standard input if it is empty."""
    if not path:
        yield from_fd(app.streams.stdin.fd, "stdin")
        return
    try:
        fd = os.open(os.path.join(app.cwd, path), os.O_RDONLY | BINARY)
    except OSError as error:
        raise PydockError(f"open {path}: {(error.strerror or str(error)).lower()}") from error
    try:
        yield from_fd(fd, path)
    finally:
        os.close(fd)
