"""``pydock registry tags``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options, show
from pydock.cli.registries import open_registry, repository


@command()
@list_options(quiet=None)
@option("--digests", kind=kinds.BOOL, help="Show each tag's digest (one request each)")
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@argument("name", metavar="REPOSITORY")
def tags(app: App, name: str, digests: bool, insecure: bool, shape: Shape) -> None:
    """List a repository's tags."""
    source = repository(name)
    with open_registry(app, source.domain, insecure=insecure) as registry:

        def digest(tag: str) -> str:
            return registry.digest(source.path, tag) or ""

        found = registry.tags(source.path)
        if shape != Shape():
            from pydock.views import catalog

            show(app, catalog.tags(digest if digests else None), found, shape)
            return
        for tag in found:
            app.echo(f"{tag}\t{digest(tag)}" if digests else tag)
