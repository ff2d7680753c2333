"""``pydock engine status``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import command
from pydock.errors import Exit
from pydock.portable.users import user_id


@command()
def status(app: App) -> None:
    """Tell whether pydock's own engine runs.

    Exit code 1 when it does not.
    """
    from pydock.embedded.supervise import Supervisor

    supervisor = Supervisor(app.environ, user_id())
    found = supervisor.status()
    if found.record is None:
        program = supervisor.program()
        app.echo("Status:    stopped")
        app.echo(f"Program:   {program.path if program else 'none is installed'}")
        app.echo(f"Log:       {found.paths.log}")
        raise Exit(1)
    app.echo(f"Status:    {'running' if found.answers else 'running, but it does not answer'}")
    app.echo(f"Program:   {found.record.program}")
    app.echo(f"Process:   {found.record.pid}")
    if found.version:
        app.echo(f"API:       {found.version}")
    app.echo(f"Host:      {found.paths.host}")
    if found.record.data_root:
        app.echo(f"Data root: {found.record.data_root}")
    app.echo(f"Log:       {found.paths.log}")
    if not found.answers:
        raise Exit(1)
