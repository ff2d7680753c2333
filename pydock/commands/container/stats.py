"""``pydock container stats``."""

from __future__ import annotations

from collections.abc import Sequence

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, column_options, show
from pydock.commands.container._usage import Collector, Follower
from pydock.errors import PydockError
from pydock.render.listing import Listing
from pydock.render.screen import redraw
from pydock.views import stats as view

_INTERVAL = 0.5


@command()
@option("-a", "--all", kind=kinds.BOOL, help="Show containers that do not run as well")
@option("--format", kind=kinds.STRING, default="", help="Shape of the output")
@option("--no-stream", kind=kinds.BOOL, help="Show the first result and end")
@option("--no-trunc", kind=kinds.BOOL, help="Show whole ids")
@column_options
@argument("containers", many=True, optional=True, metavar="[CONTAINER...]")
def stats(
    app: App,
    containers: tuple[str, ...],
    all: bool,
    format: str,
    no_stream: bool,
    no_trunc: bool,
    columns: list[str],
    sort: str,
) -> None:
    """Show what containers use, again and again."""
    collector = Collector(app, stream=not no_stream)
    follower = None
    if containers:
        for name in containers:
            collector.add(name)
        collector.wait_first()
        errors = collector.errors()
        if errors:
            raise PydockError("\n".join(error.message for error in errors))
    else:
        follower = _follow_all(app, collector, everything=all, stream=not no_stream)
    listing = view.listing(no_trunc=no_trunc, windows=app.engine.connection.ping.os_type == "windows")
    shape = Shape(format or app.config.text("statsFormat"), columns=tuple(columns), sort=sort)
    if no_stream:
        show(app, listing, collector.usages(), shape)
    else:
        _watch(app, collector, follower, listing, shape)


def _follow_all(app: App, collector: Collector, *, everything: bool, stream: bool) -> Follower:
    """Listen first, list then: a container that starts in between is not missed."""
    follower = Follower(app, collector, everything=everything)
    for found in app.engine.containers.list(everything=everything):
        collector.add(found["Id"][:12])
    if stream:
        follower.start()
    else:
        follower.close()
    collector.wait_first()
    return follower


def _watch(app: App, collector: Collector, follower: Follower | None, listing: Listing, shape: Shape) -> None:
    """Draw the table twice a second, over itself on a terminal."""
    from time import sleep

    while True:
        sleep(_INTERVAL)
        _draw(app, listing, collector.usages(), shape)
        ended = (follower and follower.ended) or collector.lost()
        if ended is not None:
            raise ended


def _draw(app: App, listing: Listing, usages: Sequence[view.Usage], shape: Shape) -> None:
    output = app.streams.stdout
    if not output.is_terminal:
        show(app, listing, usages, shape)
        output.flush()
        return
    redraw(output, lambda screen: show(app, listing, usages, shape, output=screen))
    output.flush()
