"""``pydock volume inspect``."""

from __future__ import annotations

from pydock.cli import inspecting
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("-f", "--format", help="json, or a template to run over each volume")
@argument("volumes", many=True, metavar="VOLUME [VOLUME...]", complete="volumes")
def inspect(app: App, volumes: tuple[str, ...], format: str | None) -> None:
    """Show volumes in full."""
    inspecting.inspect(app, volumes, format or "", inspecting.fetcher(app, inspecting.VOLUME), raw_json=False)
