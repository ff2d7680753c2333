"""Making a builder's nodes run, in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App

if TYPE_CHECKING:
    from pydock.build.buildkit.store import Builder


def boot(app: App, builder: Builder) -> None:
    """Start every node that does not run. Raises PydockError with the first that fails."""
    from pydock.commands.buildx import _builders
    from pydock.commands.buildx._report import display_for

    nodes = [_builders.node(app, builder, entry) for entry in builder.nodes]
    mode = "tty" if app.streams.stderr.is_terminal else "plain"
    display = display_for(app, mode, "", f"{builder.driver}:{builder.name}")
    try:
        for node in nodes:
            node.boot(display)
    finally:
        display.finish()
