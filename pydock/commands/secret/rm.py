"""``pydock secret rm``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.cli.each import for_each, many


@command(since="1.25")
@argument("names", many=True, metavar="SECRET [SECRET...]", complete="secrets")
def rm(app: App, names: tuple[str, ...]) -> None:
    """Delete secrets."""
    for_each(app, names, app.engine.secrets.remove, concurrent=many(names))
