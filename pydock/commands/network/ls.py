"""``pydock network ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.filtering import kept
from pydock.cli.listing import Shape, list_options, show
from pydock.views.common import natural_key
from pydock.views.network import listing


@command()
@list_options(quiet="Print network IDs only", no_trunc="Show every cell in full")
@option("-f", "--filter", kind=kinds.FILTER, help='Only networks that match NAME=VALUE or "not NAME=VALUE"')
def ls(app: App, shape: Shape, filter: list[tuple[str, str]]) -> None:
    """List networks."""
    found = kept(filter, app.engine.networks.list)
    rows = sorted(found, key=lambda network: natural_key(network.get("Name", "")))
    show(app, listing(no_trunc=shape.no_trunc), rows, shape, setting="networksFormat")
