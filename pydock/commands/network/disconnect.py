"""``pydock network disconnect``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("-f", "--force", kind=kinds.BOOL, help="Also take off a container that is gone or unreachable.")
@argument("network")
@argument("container")
def disconnect(app: App, network: str, container: str, force: bool) -> None:
    """Take a container off a network."""
    app.engine.networks.disconnect(network, container, force=force)
