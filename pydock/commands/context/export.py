"""``pydock context export``."""

from __future__ import annotations

import os

from pydock.cli import contexts
from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.config.contextstore import DEFAULT_NAME, check_name
from pydock.errors import ConfigError


@command()
@argument("context")
@argument("file", optional=True)
def export(app: App, context: str, file: str | None) -> None:
    """Write a context to an archive."""
    if context != DEFAULT_NAME:
        check_name(context)
    content = contexts.archive_of(app, context)
    target = file or f"{context}.dockercontext"
    if target == "-":
        if app.streams.stdout.is_terminal:
            raise ConfigError("cowardly refusing to export to a terminal, specify a file path")
        app.out(content)
        return
    try:
        # Keys may be inside: never over an existing file, never readable by others.
        descriptor = os.open(os.path.join(app.cwd, target), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ConfigError(f"open {target}: {(error.strerror or str(error)).lower()}") from error
    with open(descriptor, "wb") as stream:
        stream.write(content)
    app.warn(f'Written file "{target}"')
