"""``pydock registry copy``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.registries import open_registry, reference
from pydock.errors import PydockError
from pydock.values import references


@command()
@option("--insecure", kind=kinds.BOOL, help="Accept registries without TLS or with a bad certificate")
@option("--platform", "platforms", kind=kinds.STRINGS, help="Copy these platforms of an index only")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print the digest only")
@argument("source")
@argument("target")
def copy(app: App, source: str, target: str, insecure: bool, platforms: list[str], quiet: bool) -> None:
    """Copy an image from one registry to another."""
    from pydock.registry.copy import Copier

    origin = reference(source)
    place = _target(target, origin.tag)
    report = (lambda _: None) if quiet else app.warn
    with (
        open_registry(app, origin.domain, insecure=insecure) as giver,
        open_registry(app, place.domain, insecure=insecure) as taker,
    ):
        copier = Copier(giver, origin.path, taker, place.path, report)
        manifest = copier.copy(origin.digest or origin.tag, place.tag, platforms=platforms)
    app.echo(f"{place.familiar_name}@{manifest.digest}")


def _target(text: str, tag: str) -> references.Reference:
    """Where to: the source's tag where none is named (none at all for a source by digest)."""
    try:
        place = references.parse(text)
    except ValueError as error:
        raise PydockError(str(error)) from error
    if place.digest:
        raise PydockError(f"{text}: a copy cannot be given a digest")
    return place if place.tag else place._replace(tag=tag)
