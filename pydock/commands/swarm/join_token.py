"""``pydock swarm join-token``."""

from __future__ import annotations

from pydock.cli import cluster, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError


@command(since="1.24")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print the token only.")
@option("--rotate", kind=kinds.BOOL, help="Make a new token; the old one lets nobody in any more.")
@argument("role", metavar="(worker|manager)")
def join_token(app: App, role: str, quiet: bool, rotate: bool) -> None:
    """Show or renew the tokens that let nodes join."""
    if role not in ("worker", "manager"):
        raise PydockError(f"unknown role {role}")
    if rotate:
        swarm = app.engine.swarm.inspect()
        app.engine.swarm.update(
            swarm["Version"]["Index"],
            swarm["Spec"],
            rotate_worker_token=role == "worker",
            rotate_manager_token=role == "manager",
        )
        if not quiet:
            app.echo(f"Successfully rotated {role} join token.\n")
    tokens = app.engine.swarm.inspect()["JoinTokens"]
    if quiet:
        app.echo(tokens[role.capitalize()])
        return
    node = app.engine.system.info()["Swarm"]["NodeID"]
    cluster.show_join_command(app, node, worker=role == "worker", manager=role == "manager")
