"""``pydock context show``."""

from __future__ import annotations

from pydock.cli import contexts
from pydock.cli.app import App
from pydock.cli.command import command


@command()
def show(app: App) -> None:
    """Print the name of the context in use."""
    app.echo(contexts.current(app))
