"""``pydock plugin rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import for_each, many


@command(since="1.25")
@option("-f", "--force", kind=kinds.BOOL, help="Delete enabled plugins too.")
@argument("plugins", many=True, metavar="PLUGIN [PLUGIN...]")
def rm(app: App, plugins: list[str], force: bool) -> None:
    """Delete engine plugins."""

    def remove(name: str) -> None:
        app.engine.plugins.remove(name, force=force)

    for_each(app, plugins, remove, concurrent=many(plugins))
