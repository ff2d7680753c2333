"""The content of secrets and configs, from a file or from standard input."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App


def read_content(app: App, path: str) -> bytes:
    """All of the file at ``path``, or of standard input for ``-``. PydockError where it is unreadable or empty."""
    if path == "-":
        data, where = app.streams.stdin.read(), "STDIN"
    else:
        where = path
        try:
            with open(os.path.join(app.cwd, path), "rb") as file:
                data = file.read()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            verb = "read" if isinstance(error, IsADirectoryError) else "open"
            raise PydockError(f"error reading from {path}: {verb} {path}: {reason}") from None
    if not data:
        raise PydockError(f"error reading from {where}: data is empty")
    return data


def encoded(data: bytes) -> str:
    """``data`` as the API carries it."""
    from base64 import b64encode

    return b64encode(data).decode()
