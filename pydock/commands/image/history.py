"""``pydock image history``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options, show
from pydock.errors import PydockError
from pydock.values import platforms
from pydock.views.history import listing


@command()
@list_options(quiet="Print image IDs only", no_trunc="Show every cell in full")
@option("-H", "--human", kind=kinds.BOOL, default=True, help="Ages and scaled sizes rather than dates and bytes")
@option(
    "--platform", kind=kinds.STRING, since="1.48", default="", complete="platforms",
    help="The layers of this platform's variant: os[/arch[/variant]]",
)  # fmt: skip
@argument("image")
def history(app: App, image: str, shape: Shape, human: bool, platform: str) -> None:
    """Show an image's layers and what made them."""
    wanted = None
    if platform:
        try:
            wanted = platforms.parse(platform).query()
        except ValueError as error:
            raise PydockError(f"invalid platform: {error}") from error
    layers = app.engine.images.history(image, platform=wanted)
    show(app, listing(now=app.clock(), no_trunc=shape.no_trunc, human=human), layers, shape)
