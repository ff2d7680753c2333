"""``pydock node demote``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command


@command(since="1.24")
@argument("nodes", many=True, metavar="NODE [NODE...]")
def demote(app: App, nodes: tuple[str, ...]) -> None:
    """Make managers into workers."""
    for name in nodes:  # one by one: the first failure ends it, and the managers agree on each change
        node = app.engine.nodes.inspect(name)
        if node["Spec"]["Role"] == "worker":
            app.echo(f"Node {node['ID']} is already a worker.")
            continue
        app.engine.nodes.update(node["ID"], node["Version"]["Index"], {**node["Spec"], "Role": "worker"})
        app.echo(f"Manager {name} demoted in the swarm.")
