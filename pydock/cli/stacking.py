"""What the stack commands share: reading the files that are named, and the warnings of the loader."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.stack.load import Source


def source(app: App, files: Sequence[str]) -> Source:
    """The stack's files, read and parsed; ``-`` is standard input."""
    from pydock.stack.load import Source

    def read(name: str) -> bytes:
        if name == "-":
            return app.streams.stdin.read()
        try:
            with open(os.path.join(app.cwd, name), "rb") as file:
                return file.read()
        except OSError as error:
            raise ConfigError(f"open {name}: {(error.strerror or str(error)).lower()}") from None

    def warn(text: str) -> None:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(app.clock()))
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        app.warn(f'time="{stamp}" level=warning msg="{escaped}"')

    return Source(files, app.cwd, app.environ, read, warn)
