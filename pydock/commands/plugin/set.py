"""``pydock plugin set``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command


@command(since="1.25")
@argument("plugin")
@argument("settings", many=True, metavar="KEY=VALUE [KEY=VALUE...]")
def set(app: App, plugin: str, settings: tuple[str, ...]) -> None:
    """Change an engine plugin's settings."""
    app.engine.plugins.set(plugin, settings)
