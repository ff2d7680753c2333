"""``pydock container diff``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.errors import PydockError

_KINDS = "CAD"


@command()
@argument("container", complete="containers")
def diff(app: App, container: str) -> None:
    """List what a container changed in its filesystem."""
    if not container:
        raise PydockError("Container name cannot be empty")
    for change in app.engine.archives.changes(container):
        app.echo(f"{_KINDS[change['Kind']]} {change['Path']}")
