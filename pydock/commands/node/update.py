"""``pydock node update``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError


@command(since="1.24")
@option("--availability", kind=kinds.STRING, help='"active", "pause" or "drain".')
@option("--label-add", kind=kinds.LABEL, help="Add a label or give it another value.")
@option("--label-rm", kind=kinds.LIST, help="Take a label away.")
@option("--role", kind=kinds.STRING, help='"worker" or "manager".')
@argument("node")
def update(
    app: App,
    node: str,
    availability: str | None,
    label_add: list[str],
    label_rm: list[str],
    role: str | None,
) -> None:
    """Change a node's role, availability or labels."""
    from pydock.values.pairs import mapping

    found = app.engine.nodes.inspect(node)
    spec = found["Spec"]
    if role is not None:
        spec["Role"] = role
    if availability is not None:
        spec["Availability"] = availability
    labels = spec.get("Labels") or {}
    labels.update(mapping(label_add))
    for key in label_rm:
        if key not in labels:
            raise PydockError(f"key {key} doesn't exist in node's labels")
        del labels[key]
    spec["Labels"] = labels
    app.engine.nodes.update(found["ID"], found["Version"]["Index"], spec)
    app.echo(node)
