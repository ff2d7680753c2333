"""``pydock compose version``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option

COMPOSE = "2.40.3"


def version_line(app: App) -> str:
    """The line that scripts look for; the number is that of the Compose this one is compatible with."""
    return f"Docker Compose version {COMPOSE}"


@command(counting=True)
@option("-f", "--format", help="How to print it: pretty or json")
@option("--short", kind=kinds.BOOL, help="Print the number only")
def version(app: App, format: str | None, short: bool) -> None:
    """Show the version of Compose."""
    if short:
        app.echo(COMPOSE)
    elif format == "json":
        app.echo(f'{{"version":"{COMPOSE}"}}')
    else:
        app.echo(version_line(app))
