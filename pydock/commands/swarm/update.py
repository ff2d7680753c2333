"""``pydock swarm update``."""

from __future__ import annotations

from typing import Any

from pydock.cli import cluster, kinds
from pydock.cli.app import App
from pydock.cli.command import command, option, running


@command(since="1.24")
@option("--autolock", kind=kinds.BOOL, help="Require a key when a manager restarts (true or false).")
@option(
    "--cert-expiry",
    kind=kinds.DURATION,
    default=cluster.CERT_EXPIRY,
    default_text="2160h0m0s",
    help="Life of nodes' certificates.",
)
@option(
    "--dispatcher-heartbeat",
    kind=kinds.DURATION,
    default=cluster.HEARTBEAT,
    default_text="5s",
    help="Time between nodes' signs of life.",
)
@option("--external-ca", kind=cluster.EXTERNAL_CA, help="Certificate authorities outside the swarm.")
@option("--max-snapshots", kind=kinds.UINT64, default=0, since="1.25", help="Older snapshots of the state to keep.")
@option("--snapshot-interval", kind=kinds.UINT64, default=10000, since="1.25", help="Log entries between snapshots.")
@option("--task-history-limit", kind=kinds.INT64, default=5, help="Ended tasks to remember per slot.")
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
