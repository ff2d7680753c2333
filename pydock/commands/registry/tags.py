"""``pydock registry tags``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.registries import open_registry, repository


@command()
@option("--digests", kind=kinds.BOOL, help="Show each tag's digest (one request each)")
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@argument("name", metavar="REPOSITORY")
def tags(app: App, name: str, digests: bool, insecure: bool) -> None:
    """List a repository's tags."""
    source = repository(name)
    with open_registry(app, source.domain, insecure=insecure) as registry:
        for tag in registry.tags(source.path):
            app.echo(f"{tag}\t{registry.digest(source.path, tag) or ''}" if digests else tag)
