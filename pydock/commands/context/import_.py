"""``pydock context import``."""

from __future__ import annotations

import os

from pydock.cli import contexts
from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.errors import ConfigError


@command()
@argument("context")
@argument("file")
def import_(app: App, context: str, file: str) -> None:
    """Define a context from an archive."""
    from pydock.config.contextarchive import import_context

    contexts.check_new(app, context)
    import_context(contexts.store_of(app), context, _read(app, file))
    app.echo(context)
    app.warn(f'Successfully imported context "{context}"')


def _read(app: App, file: str) -> bytes:
    """The archive, at most one byte more than may be imported."""
    from pydock.config.contextarchive import LARGEST

    if file == "-":
        content = bytearray()
        while len(content) <= LARGEST and (chunk := app.streams.stdin.read(1 << 16)):
            content += chunk
        return bytes(content)
    try:
        with open(os.path.join(app.cwd, file), "rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"open {file}: {(error.strerror or str(error)).lower()}") from error
