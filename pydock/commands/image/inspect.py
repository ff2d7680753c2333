"""``pydock image inspect``."""

from __future__ import annotations

from pydock.cli import inspecting, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError
from pydock.values import platforms


@command()
@option("-f", "--format", help="json, or a template to run over each image")
@option(
    "--platform", kind=kinds.STRING, since="1.49", default="", complete="platforms",
    help="This platform's variant: os[/arch[/variant]]",
)  # fmt: skip
@argument("images", many=True, metavar="IMAGE [IMAGE...]", complete="images")
def inspect(app: App, images: tuple[str, ...], format: str | None, platform: str) -> None:
    """Show everything the engine knows of images."""
    wanted = None
    if platform:
        try:
            wanted = platforms.parse(platform).query()
        except ValueError as error:
            raise PydockError(str(error)) from error
    query = {"platform": wanted}
    inspecting.inspect(app, images, format or "", inspecting.fetcher(app, inspecting.IMAGE, query))
