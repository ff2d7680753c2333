"""``pydock swarm leave``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option


@command(since="1.24")
@option("-f", "--force", kind=kinds.BOOL, help="Leave even where this is a manager, whatever that does to the swarm.")
def leave(app: App, force: bool) -> None:
    """Take this engine out of its swarm."""
    app.engine.swarm.leave(force=force)
    app.echo("Node left the swarm.")
