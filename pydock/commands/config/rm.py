"""``pydock config rm``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.cli.each import for_each, many


@command(since="1.30")
@argument("names", many=True, metavar="CONFIG [CONFIG...]", complete="configs")
def rm(app: App, names: tuple[str, ...]) -> None:
    """Delete configs."""
    for_each(app, names, app.engine.configs.remove, concurrent=many(names))
