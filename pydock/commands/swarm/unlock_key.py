"""``pydock swarm unlock-key``."""

from __future__ import annotations

from pydock.cli import cluster, kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.errors import PydockError


@command(since="1.24")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print the key only.")
@option("--rotate", kind=kinds.BOOL, help="Make a new key.")
def unlock_key(app: App, quiet: bool, rotate: bool) -> None:
    """Show or renew the key that unlocks managers."""
    if rotate:
        swarm = app.engine.swarm.inspect()
        if not swarm["Spec"]["EncryptionConfig"]["AutoLockManagers"]:
            raise PydockError("cannot rotate because autolock is not turned on")
        app.engine.swarm.update(swarm["Version"]["Index"], swarm["Spec"], rotate_unlock_key=True)
        if not quiet:
            app.echo("Successfully rotated manager unlock key.\n")
    key = cluster.fetch_unlock_key(app)
    if not key:
        raise PydockError("no unlock key is set")
    if quiet:
        app.echo(key)
    else:
        cluster.show_unlock_key(app, key)
