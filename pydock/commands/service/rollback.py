"""``pydock service rollback``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command(since="1.31")
@option("-d", "--detach", kind=kinds.BOOL, since="1.29", help="Do not wait until the service has converged.")
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress.")
@argument("service")
def rollback(app: App, service: str, detach: bool, quiet: bool) -> None:
    """Put a service back to its previous definition."""
    found = app.engine.services.inspect(service)
    answer = app.engine.services.update(found["ID"], found["Version"]["Index"], found["Spec"], rollback="previous")
    for warning in answer.get("Warnings") or ():
        app.warn(warning)
    app.echo(service)
    if not detach:
        from pydock.cli.convergence import wait_on_service

        wait_on_service(app, service, quiet=quiet)
