"""``pydock buildx version``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import command


@command()
def version(app: App) -> None:
    """Show the version of the build client."""
    from pydock import __version__

    app.echo(f"pydock {__version__} (commands of buildx v0.29.1)")
