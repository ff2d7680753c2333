"""``pydock swarm join``."""

from __future__ import annotations

from pydock.cli import cluster, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command(since="1.24")
@option("--advertise-addr", kind=kinds.STRING, help="Address that the other nodes reach this one at.")
@option("--availability", kind=kinds.STRING, default="active", help='"active", "pause" or "drain".')
@option("--data-path-addr", kind=kinds.STRING, since="1.31", help="Address or interface for the traffic of services.")
@option("--listen-addr", kind=cluster.NODE_ADDRESS, default="0.0.0.0:2377", help="Address that a manager listens at.")
@option("--token", kind=kinds.STRING, help="Token that lets it in.")
@argument("remote", metavar="HOST:PORT")
def join(
    app: App,
    remote: str,
    advertise_addr: str | None,
    availability: str,
    data_path_addr: str | None,
    listen_addr: str,
    token: str | None,
) -> None:
    """Join this engine to a swarm."""
    request = {
        "ListenAddr": listen_addr,
        "AdvertiseAddr": advertise_addr or "",
        "DataPathAddr": data_path_addr or "",
        "RemoteAddrs": [remote],
        "JoinToken": token or "",
        "Availability": cluster.availability(app, availability),
    }
    app.engine.swarm.join(request)
    manager = app.engine.system.info()["Swarm"].get("ControlAvailable")
    app.echo(f"This node joined a swarm as a {'manager' if manager else 'worker'}.")
