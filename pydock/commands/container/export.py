"""``pydock container export``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.transfer import check_output, deliver
from pydock.errors import PydockError


@command()
@option("-o", "--output", kind=kinds.STRING, default="", complete="files", help="Write to a file instead of STDOUT")
@argument("container", complete="containers")
def export(app: App, container: str, output: str) -> None:
    """Write a container's filesystem as a tar archive."""
    if not output and app.streams.stdout.is_terminal:
        raise PydockError("cowardly refusing to save to a terminal. Use the -o flag or redirect")
    if output:
        check_output(app, output, "export container")
    with app.engine.archives.export(container) as response:
        deliver(app, response, output)
