"""``pydock container rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.each import SKIP, for_each
from pydock.errors import NotFoundError, PydockError


@command()
@option("-f", "--force", kind=kinds.BOOL, help="Kill it first if it runs")
@option("-l", "--link", kind=kinds.BOOL, help="Remove this link, not a container")
@option("-v", "--volumes", kind=kinds.BOOL, help="Remove its anonymous volumes too")
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def rm(app: App, containers: tuple[str, ...], force: bool, link: bool, volumes: bool) -> None:
    """Delete containers."""

    def remove(name: str) -> object:
        identity = name.strip("/")
        if not identity:
            raise PydockError("container name cannot be empty")
        try:
            app.engine.containers.remove(identity, force=force, link=link, volumes=volumes)
        except NotFoundError as error:
            if not force:
                raise
            app.warn(error.message)
            return SKIP
        return None

    for_each(app, containers, remove, concurrent=True)
