"""``pydock plugin enable``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError


@command(since="1.25")
@option("--timeout", kind=kinds.INT, default=30, help="Seconds that the plugin may take to answer.")
@argument("plugin")
def enable(app: App, plugin: str, timeout: int) -> None:
    """Switch an engine plugin on."""
    if timeout < 0:
        raise PydockError(f"negative timeout {timeout} is invalid")
    app.engine.plugins.enable(plugin, timeout=timeout)
    app.echo(plugin)
