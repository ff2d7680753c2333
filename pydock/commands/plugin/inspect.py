"""``pydock plugin inspect``."""

from __future__ import annotations

from pydock.cli import inspecting
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("-f", "--format", help="json, or a template to run over each plugin")
@argument("plugins", many=True, metavar="PLUGIN [PLUGIN...]", complete="plugins")
def inspect(app: App, plugins: tuple[str, ...], format: str | None) -> None:
    """Show engine plugins in full."""
    inspecting.inspect(app, plugins, format or "", inspecting.fetcher(app, inspecting.PLUGIN))
