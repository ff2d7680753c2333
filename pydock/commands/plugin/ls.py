"""``pydock plugin ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.filtering import kept
from pydock.cli.listing import Shape, list_options, show
from pydock.views.common import natural_key
from pydock.views.plugin import listing


@command()
@list_options(quiet="Print plugin IDs only", no_trunc="Show every cell in full")
@option(
    "-f",
    "--filter",
    kind=kinds.FILTER,
    help="Only plugins that match: enabled=true, not capability=x",
)
def ls(app: App, shape: Shape, filter: list[tuple[str, str]]) -> None:
    """List engine plugins."""
    found = kept(filter, app.engine.plugins.list)
    rows = sorted(found, key=lambda plugin: natural_key(plugin.get("Name", "")))
    show(app, listing(no_trunc=shape.no_trunc), rows, shape, setting="pluginsFormat")
