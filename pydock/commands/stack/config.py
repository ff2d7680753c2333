"""``pydock stack config``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.stacking import source


@command()
@option("-c", "--compose-file", kind=kinds.STRINGS, help='A compose file, or "-" for standard input.')
@option("--orchestrator", kind=kinds.STRING, hidden=True, help="Has no effect: there is Swarm only.")
@option("--skip-interpolation", kind=kinds.BOOL, help="Leave variables as they are.")
def config(app: App, compose_file: list[str], orchestrator: str | None, skip_interpolation: bool) -> None:
    """Print a stack's files as one, resolved."""
    from pydock.stack.output import to_yaml

    app.out(to_yaml(source(app, compose_file).load(skip_interpolation=skip_interpolation)))
