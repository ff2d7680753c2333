"""``pydock service rm``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.cli.each import for_each, many


@command(since="1.24")
@argument("services", many=True, metavar="SERVICE [SERVICE...]")
def rm(app: App, services: tuple[str, ...]) -> None:
    """Delete services."""
    for_each(app, services, app.engine.services.remove, concurrent=many(services))
