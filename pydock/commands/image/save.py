"""``pydock image save``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.transfer import check_output, deliver
from pydock.errors import PydockError
from pydock.values import platforms


@command()
@option("-o", "--output", kind=kinds.STRING, default="", complete="files", help="Write to a file instead of STDOUT")
@option(
    "--platform", kind=kinds.STRING, since="1.48", default="", complete="platforms",
    help="Save this platform's variant only: os[/arch[/variant]]",
)
@argument("images", many=True, metavar="IMAGE [IMAGE...]", complete="images")
def save(app: App, images: tuple[str, ...], output: str, platform: str) -> None:
    """Write images to an archive."""
    if not output and app.streams.stdout.is_terminal:
        raise PydockError("cowardly refusing to save to a terminal. Use the -o flag or redirect")
    if output:
        check_output(app, output, "save image")
    wanted = None
    if platform:
        try:
            wanted = platforms.parse(platform).query()
        except ValueError as error:
            raise PydockError(f"invalid platform: {error}") from error
    with app.engine.images.save(images, platform=wanted) as response:
        deliver(app, response, output)
