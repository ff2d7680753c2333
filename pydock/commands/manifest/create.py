"""``pydock manifest create``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.registries import open_registry, reference
from pydock.errors import PydockError, RegistryError
from pydock.registry.lists import ListStore
from pydock.values.references import Reference


@command()
@option("-a", "--amend", kind=kinds.BOOL, help="Add to a list that is there already")
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@argument("manifest_list", metavar="MANIFEST_LIST")
@argument("manifests", many=True, metavar="MANIFEST [MANIFEST...]")
def create(app: App, manifest_list: str, manifests: tuple[str, ...], amend: bool, insecure: bool) -> None:
    """Start a local manifest list."""
    name = str(reference(manifest_list))
    store = ListStore(app.config.directory)
    if store.exists(name) and not amend:
        raise PydockError("refusing to amend an existing manifest list with no --amend flag")
    images = [reference(each) for each in manifests]
    found = [(str(image), fetch(app, image, insecure)) for image in images]
    for image, document in found:
        store.save(name, image, document)
    app.echo(f"Created manifest list {reference(manifest_list).familiar()}")


def fetch(app: App, image: Reference, insecure: bool) -> dict[str, Any]:
    """The document of an image in its registry. Raises RegistryError."""
    from pydock.registry.images import describe

    with open_registry(app, image.domain, insecure=insecure) as registry:
        try:
            manifest = registry.manifest(image.path, image.digest or image.tag)
        except RegistryError as error:
            if error.status == 404:
                raise RegistryError(f"no such manifest: {image.familiar()}", status=404) from error
            raise
        return describe(registry, image.path, str(image), manifest)
