"""``pydock buildx stop``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command


@command()
@argument("name", optional=True, complete="builders")
def stop(app: App, name: str | None) -> None:
    """Stop a builder."""
    from pydock.commands.buildx import _builders

    builder = _builders.find(app, name)
    _builders.guard(app, builder)
    for entry in builder.nodes:
        _builders.node(app, builder, entry).stop()
