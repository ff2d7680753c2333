"""``pydock volume rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import for_each, many


@command()
@option("-f", "--force", kind=kinds.BOOL, help="Do not complain of volumes that are not there.")
@argument("volumes", many=True, metavar="VOLUME [VOLUME...]")
def rm(app: App, volumes: list[str], force: bool) -> None:
    """Delete volumes."""

    def remove(name: str) -> None:
        app.engine.volumes.remove(name, force=force)

    for_each(app, volumes, remove, concurrent=many(volumes))
