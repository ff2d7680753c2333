"""``pydock container inspect``."""

from __future__ import annotations

from pydock.cli import inspecting, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("-f", "--format", help="json, or a template to run over each container")
@option("-s", "--size", kind=kinds.BOOL, help="Measure what each container takes on disk")
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]", complete="containers")
def inspect(app: App, containers: tuple[str, ...], format: str | None, size: bool) -> None:
    """Show everything the engine knows of containers."""
    query = {"size": "1" if size else None}
    inspecting.inspect(app, containers, format or "", inspecting.fetcher(app, inspecting.CONTAINER, query))
