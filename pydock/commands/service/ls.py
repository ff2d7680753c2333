"""``pydock service ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import Shape, list_options, show


@command(since="1.24")
@list_options()
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "mode=global" or "not label=x".')
def ls(app: App, filter: list[tuple[str, str]], shape: Shape) -> None:
    """List the swarm's services."""
    from pydock.cli.filtering import kept
    from pydock.cli.servicelists import list_services
    from pydock.views.service import listing

    rows = kept(
        filter,
        lambda groups: list_services(app, groups, status=not shape.quiet),
        matching=app.engine.services.list,
        key="ID",
    )
    show(app, listing(), rows, shape, setting="servicesFormat")
