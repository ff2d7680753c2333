"""``pydock registry ls``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options, show
from pydock.cli.registries import open_registry
from pydock.config.credentials import convert_to_hostname


@command()
@list_options(quiet=None)
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@argument("server")
def ls(app: App, server: str, insecure: bool, shape: Shape) -> None:
    """List a registry's repositories."""
    host = convert_to_hostname(server)
    with open_registry(app, host, insecure=insecure) as registry:
        if shape != Shape():
            from pydock.views.catalog import repositories

            show(app, repositories(host), registry.catalog(), shape)
            return
        for name in registry.catalog():
            app.echo(f"{host}/{name}")
