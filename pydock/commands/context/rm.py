"""``pydock context rm``."""

from __future__ import annotations

from typing import Any

from pydock.cli import contexts, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import for_each
from pydock.config.contextstore import DEFAULT_NAME
from pydock.errors import ConfigError


@command()
@option("-f", "--force", kind=kinds.BOOL, help="Delete the context in use too")
@argument("names", many=True, metavar="CONTEXT [CONTEXT...]", complete="contexts")
def rm(app: App, names: tuple[str, ...], force: bool) -> None:
    """Delete contexts."""
    # one by one: they are files of this machine, and the one in use is noted in config.json
    for_each(app, names, lambda name: _remove(app, name, force))


def _remove(app: App, name: str, force: bool) -> None:
    store = contexts.store_of(app)
    if name == DEFAULT_NAME:
        raise ConfigError('context "default" cannot be removed')
    if name == contexts.current(app):
        if not force:
            raise ConfigError(f'context "{name}" is in use, set -f flag to force remove')

        def change(data: dict[str, Any]) -> None:
            data["currentContext"] = ""

        if app.config.current_context == name:
            app.config.update(change)
    if not force and not store.exists(name):
        raise ConfigError(f'context "{name}" does not exist')
    store.remove(name)
