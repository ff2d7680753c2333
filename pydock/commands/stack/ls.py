"""``pydock stack ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import Shape, list_options, show


@command(since="1.25")
@list_options(quiet=None)
@option("--orchestrator", kind=kinds.STRING, hidden=True, help="Has no effect: there is Swarm only.")
def ls(app: App, orchestrator: str | None, shape: Shape) -> None:
    """List stacks."""
    from pydock.views.service import STACK
    from pydock.views.stack import listing, stacks

    show(app, listing(), stacks(app.engine.services.list({"label": [STACK]})), shape)
