"""``pydock secret ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import Shape, list_options, show


@command(since="1.25")
@list_options()
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "name=x" or "not label=y".')
def ls(app: App, filter: list[tuple[str, str]], shape: Shape) -> None:
    """List the swarm's secrets."""
    from pydock.cli.filtering import kept
    from pydock.views.common import natural_key
    from pydock.views.stored import listing

    found = kept(filter, app.engine.secrets.list, key="ID")
    rows = sorted(found, key=lambda item: natural_key(item["Spec"]["Name"]))
    show(app, listing("secret", app.clock()), rows, shape, setting="secretFormat")
