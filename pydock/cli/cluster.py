"""Texts and kinds of value that the swarm commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

_CLUSTER = "pydock.values.cluster"
NODE_ADDRESS = kinds.lazy("node-addr", f"{_CLUSTER}:parse_node_address")
EXTERNAL_CA = kinds.lazy("external-ca", f"{_CLUSTER}:parse_external_ca", many=True)
PEM_FILE = kinds.lazy("pem-file", f"{_CLUSTER}:parse_pem")
POOLS = kinds.Kind("ipNetSlice", lambda text: _pools(text), spread=True, empty="[]")

# Defaults that the engine fills in: they are shown, and sent only where the flag is given.
SECOND = 1_000_000_000
CERT_EXPIRY = 2160 * 3600 * SECOND
HEARTBEAT = 5 * SECOND


def _pools(text: str) -> list[str]:
    from pydock.values.cluster import parse_pools

    return parse_pools(text)


def availability(app: App, text: str) -> str:
    """The availability that was asked for, empty where none was. PydockError for an unknown one."""
    from pydock.values.cluster import parse_availability

    if "availability" not in app.changed:
        return ""
    try:
        return parse_availability(text)
    except ValueError as error:
        raise PydockError(str(error)) from None


def show_join_command(app: App, node: str, *, worker: bool, manager: bool) -> None:
    """Say how machines join the swarm, by the address of the manager ``node``."""
    status = app.engine.nodes.inspect(node).get("ManagerStatus")
    tokens = app.engine.swarm.inspect()["JoinTokens"]
    for role, wanted in (("worker", worker), ("manager", manager)):
        if wanted and status:
            app.echo(f"To add a {role} to this swarm, run the following command:\n")
            app.echo(f"    {app.program} swarm join --token {tokens[role.capitalize()]} {status['Addr']}\n")


def show_unlock_key(app: App, key: str) -> None:
    """Say how a locked manager is unlocked, and that the key must be kept."""
    if key:
        app.echo(f"To unlock a swarm manager after it restarts, run the `{app.program} swarm unlock`")
        app.echo(f"command and provide the following key:\n\n    {key}\n")
        app.echo("Remember to store this key in a password manager, since without it you")
        app.echo("will not be able to restart the manager.")


def fetch_unlock_key(app: App) -> str:
    """The key that unlocks managers; the failure says what was tried."""
    try:
        return app.engine.swarm.unlock_key()
    except PydockError as error:
        error.message = f"could not fetch unlock key: {error.message}"
        raise
