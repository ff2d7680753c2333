"""``pydock container commit``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError
from pydock.values import references


@command(interspersed=False)
@option("-a", "--author", kind=kinds.STRING, default="", help='Who made it, as in "Jo Doe <jo@example.com>"')
@option("-c", "--change", kind=kinds.LIST, help="Apply a Dockerfile instruction to the new image")
@option("-m", "--message", kind=kinds.STRING, default="", help="Commit message")
@option("-p", "--pause", kind=kinds.BOOL, default=True, help="Pause the container meanwhile")
@argument("container", complete="containers")
@argument("repository", optional=True, metavar="[REPOSITORY[:TAG]]", complete="images")
def commit(
    app: App, container: str, repository: str | None, author: str, change: list[str], message: str, pause: bool
) -> None:
    """Make an image of a container's present state."""
    name = tag = ""
    if repository:
        try:
            wanted = references.parse(repository)
        except ValueError as error:
            raise PydockError(str(error)) from error
        if wanted.digest:
            raise PydockError("refusing to create a tag with a digest reference")
        name, tag = wanted.name, wanted.tag or references.DEFAULT_TAG
    app.echo(
        app.engine.images.commit(
            container, repository=name, tag=tag, author=author, message=message, changes=change, pause=pause
        )
    )
