"""``pydock plugin disable``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command(since="1.25")
@option("-f", "--force", kind=kinds.BOOL, help="Switch it off even where something uses it.")
@argument("plugin")
def disable(app: App, plugin: str, force: bool) -> None:
    """Switch an engine plugin off."""
    app.engine.plugins.disable(plugin, force=force)
    app.echo(plugin)
