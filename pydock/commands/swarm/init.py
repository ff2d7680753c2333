"""``pydock swarm init``."""

from __future__ import annotations

from typing import Any

from pydock.cli import cluster, kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.commands.swarm._options import settings_flags
from pydock.errors import EngineError


@command(since="1.24")
@option("--advertise-addr", kind=kinds.STRING, help="Address that the other nodes reach this one at.")
@option("--autolock", kind=kinds.BOOL, help="Require a key when a manager restarts.")
@option("--availability", kind=kinds.STRING, default="active", help='"active", "pause" or "drain".')
@option("--data-path-addr", kind=kinds.STRING, since="1.31", help="Address or interface for the traffic of services.")
@option(
    "--data-path-port",
    kind=kinds.UINT32,
    default=0,
    since="1.40",
    help="Port for the traffic of services (1024 to 49151).",
)
@option("--default-addr-pool", kind=cluster.POOLS, since="1.39", help="Subnets that overlay networks are taken from.")
@option(
    "--default-addr-pool-mask-length",
    kind=kinds.UINT32,
    default=24,
    since="1.39",
    help="Mask length of those networks.",
)
@option("--force-new-cluster", kind=kinds.BOOL, help="Start a new swarm from this manager's state.")
@option(
    "--listen-addr", kind=cluster.NODE_ADDRESS, default="0.0.0.0:2377", help="Address that this manager listens at."
)
@settings_flags
def init(app: App, **values: Any) -> None:
    """Start a swarm with this engine as its first manager."""
    from pydock.values.cluster import empty_spec, merge_spec

    spec = empty_spec()
    merge_spec(spec, app.changed, values)
    request = {
        "ListenAddr": values["listen_addr"],
        "AdvertiseAddr": values["advertise_addr"] or "",
        "DataPathAddr": values["data_path_addr"] or "",
        "DataPathPort": values["data_path_port"],
        "ForceNewCluster": values["force_new_cluster"],
        "Spec": spec,
        "AutoLockManagers": values["autolock"],
        "Availability": cluster.availability(app, values["availability"]),
        "DefaultAddrPool": values["default_addr_pool"],
        "SubnetSize": values["default_addr_pool_mask_length"],
    }
    node = _init(app, request)
    app.echo(f"Swarm initialized: current node ({node}) is now a manager.\n")
    cluster.show_join_command(app, node, worker=True, manager=False)
    app.echo(
        f"To add a manager to this swarm, run '{app.program} swarm join-token manager' and follow the instructions."
    )
    if values["autolock"]:
        cluster.show_unlock_key(app, cluster.fetch_unlock_key(app))


def _init(app: App, request: dict[str, Any]) -> str:
    try:
        return app.engine.swarm.init(request)
    except EngineError as error:
        lost = ("could not choose an IP address to advertise", "could not find the system's IP address")
        if any(text in error.message for text in lost):
            error.message += " - specify one with --advertise-addr"
        raise
