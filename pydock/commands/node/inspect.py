"""``pydock node inspect``."""

from __future__ import annotations

from pydock.cli import inspecting, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.pretty import show_texts, wants_text
from pydock.cli.tasks import node_reference


@command(since="1.24")
@option("-f", "--format", help="json, or a template to run over each node")
@option("--pretty", kind=kinds.BOOL, help="Text for people")
@argument("nodes", many=True, metavar="self|NODE [NODE...]")
def inspect(app: App, nodes: tuple[str, ...], format: str | None, pretty: bool) -> None:
    """Show nodes in full."""
    wanted, chosen = wants_text(app, pretty, format, "nodeInspectFormat")
    if wanted:
        from pydock.views.node import text

        show_texts(app, nodes, lambda name: app.engine.nodes.inspect(node_reference(app, name)), text)
        return
    fetch = inspecting.fetcher(app, inspecting.NODE)
    inspecting.inspect(app, nodes, chosen, lambda name: fetch(node_reference(app, name)), raw_json=False)
