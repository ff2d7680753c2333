"""``pydock plugin push``."""

from __future__ import annotations

from pydock.cli import kinds, plugging
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.messages import show
from pydock.cli.pulling import refuse_trust
from pydock.errors import PydockError


@command(since="1.25")
@option("--disable-content-trust", kind=kinds.BOOL, default=True, default_text="true", help="Skip image signing.")
@argument("plugin", metavar="PLUGIN[:TAG]")
def push(app: App, plugin: str, disable_content_trust: bool) -> None:
    """Send an engine plugin to a registry."""
    reference = plugging.reference(plugin)
    if reference.digest:
        raise PydockError(f"invalid name: {plugin}")
    refuse_trust(app, disable_content_trust)
    reference = reference.with_default_tag()
    with app.engine.plugins.push(reference.familiar(), auth=plugging.auth(app, reference)) as response:
        show(app, response, output=app.streams.stdout)
