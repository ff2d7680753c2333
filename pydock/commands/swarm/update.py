"""``pydock swarm update``."""

from __future__ import annotations

from typing import Any

from pydock.cli import cluster, kinds
from pydock.cli.app import App
from pydock.cli.command import command, option, running
from pydock.commands.swarm._options import settings_flags


@command(since="1.24")
@option("--autolock", kind=kinds.BOOL, help="Require a key when a manager restarts (true or false).")
@settings_flags
def update(app: App, **values: Any) -> None:
    """Change the swarm's settings."""
    from pydock.values.cluster import merge_spec

    if not app.changed:
        app.out(running().page(app))
        return
    swarm = app.engine.swarm.inspect()
    spec = swarm["Spec"]
    locked = spec["EncryptionConfig"]["AutoLockManagers"]
    merge_spec(spec, app.changed, values)
    app.engine.swarm.update(swarm["Version"]["Index"], spec)
    app.echo("Swarm updated.")
    if spec["EncryptionConfig"]["AutoLockManagers"] and not locked:
        cluster.show_unlock_key(app, cluster.fetch_unlock_key(app))
