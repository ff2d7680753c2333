"""``pydock network inspect``."""

from __future__ import annotations

from pydock.cli import inspecting, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("-f", "--format", help="json, or a template to run over each network")
@option("-v", "--verbose", kind=kinds.BOOL, help="Services and peers of a swarm's networks too")
@argument("networks", many=True, metavar="NETWORK [NETWORK...]", complete="networks")
def inspect(app: App, networks: tuple[str, ...], format: str | None, verbose: bool) -> None:
    """Show networks in full."""
    query = {"verbose": "true" if verbose else None}
    inspecting.inspect(app, networks, format or "", inspecting.fetcher(app, inspecting.NETWORK, query))
