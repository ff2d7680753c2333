"""``pydock image import``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.messages import show
from pydock.cli.transfer import source
from pydock.engine.bodies import Source
from pydock.errors import PydockError
from pydock.values import references


@command()
@option("-c", "--change", kind=kinds.LIST, help="Apply a Dockerfile instruction to the new image")
@option("-m", "--message", kind=kinds.STRING, default="", help="Set a commit message")
@option(
    "--platform", kind=kinds.STRING, since="1.32", default="", complete="platforms",
    variable="DOCKER_DEFAULT_PLATFORM",
    help="Platform of the new image, if it is not the engine's",
)
@argument("arguments", many=True, metavar="file|URL|- [REPOSITORY[:TAG]]", complete="files")
def import_(app: App, arguments: tuple[str, ...], change: list[str], message: str, platform: str) -> None:
    """Make a one-layer image from a root filesystem archive."""
    origin = arguments[0]
    repository = arguments[1] if len(arguments) > 1 else ""

    def send(name: str, body: Source | None) -> None:
        if repository:
            try:
                references.parse(repository)
            except ValueError as error:
                raise PydockError(str(error)) from error
        with app.engine.images.import_(
            name, body, repository=repository, message=message, changes=change, platform=platform
        ) as response:
            show(app, response, output=app.streams.stdout)

    if origin.startswith(("http://", "https://")):
        send(origin, None)
        return
    if not origin:
        raise PydockError("open : no such file or directory")
    with source(app, "" if origin == "-" else origin) as body:
        send("-", body)
