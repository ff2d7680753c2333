"""``pydock node ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import Shape, chosen_format, list_options, show


@command(since="1.24")
@list_options()
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "role=manager" or "not name=x".')
def ls(app: App, filter: list[tuple[str, str]], shape: Shape) -> None:
    """List the swarm's nodes."""
    from pydock.cli.filtering import kept
    from pydock.views.common import natural_key
    from pydock.views.node import TABLE, listing

    nodes = kept(filter, app.engine.nodes.list, key="ID")
    info = app.engine.system.info() if nodes and not shape.quiet else {}
    rows = sorted(nodes, key=lambda node: natural_key(node["Description"].get("Hostname", "")))
    if chosen_format(app, shape, "nodesFormat") in ("", "table") and not shape.quiet and not shape.columns:
        shape = shape._replace(format=TABLE)
    show(app, listing(info), rows, shape, setting="nodesFormat")
