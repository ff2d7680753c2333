"""``pydock node rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import for_each, many


@command(since="1.24")
@option("-f", "--force", kind=kinds.BOOL, help="Take out a node that is not down.")
@argument("nodes", many=True, metavar="NODE [NODE...]")
def rm(app: App, nodes: tuple[str, ...], force: bool) -> None:
    """Take nodes out of the swarm."""

    def remove(name: str) -> None:
        app.engine.nodes.remove(name, force=force)

    for_each(app, nodes, remove, concurrent=many(nodes))
