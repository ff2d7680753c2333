"""``pydock image load``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.messages import show
from pydock.cli.transfer import deliver, source
from pydock.errors import PydockError
from pydock.values import platforms


@command()
@option("-i", "--input", kind=kinds.STRING, default="", complete="files", help="Read a tar file instead of STDIN")
@option(
    "--platform", kind=kinds.STRING, since="1.48", default="", complete="platforms",
    help="Load this platform's variant only: os[/arch[/variant]]",
)
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress")
def load(app: App, input: str, platform: str, quiet: bool) -> None:
    """Read images from an archive that save wrote."""
    if not input and app.streams.stdin.is_terminal:
        raise PydockError("requested load from stdin, but stdin is empty")
    wanted = None
    with source(app, input) as body:
        if platform:
            try:
                wanted = platforms.parse(platform).query()
            except ValueError as error:
                raise PydockError(f"invalid platform: {error}") from error
        silent = quiet or not app.streams.stdout.is_terminal
        with app.engine.images.load(body, quiet=silent, platform=wanted) as response:
            if response.headers.get("content-type") == "application/json":
                show(app, response, output=app.streams.stdout)
            else:
                deliver(app, response, "")
