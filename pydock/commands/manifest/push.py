"""``pydock manifest push``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.registries import open_registry, reference
from pydock.errors import RegistryError
from pydock.registry.lists import ListStore

if TYPE_CHECKING:
    from pydock.registry.client import Registry
    from pydock.values.references import Reference


@command()
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@option("-p", "--purge", kind=kinds.BOOL, help="Delete the local list when it is pushed")
@argument("manifest_list", metavar="MANIFEST_LIST")
def push(app: App, manifest_list: str, insecure: bool, purge: bool) -> None:
    """Send a manifest list to its registry."""
    from pydock.registry.images import index_of

    target = reference(manifest_list)
    store = ListStore(app.config.directory)
    images = store.all(str(target))
    index = index_of(images)
    with open_registry(app, target.domain, insecure=insecure) as registry:
        for image in images:
            _push_image(app, registry, target, image)
        app.echo(registry.put_manifest(target.path, target.tag or index.digest, index.media_type, index.raw))
    if purge:
        store.remove(str(target))


def _push_image(app: App, registry: Registry, target: Reference, image: dict[str, Any]) -> None:
    """Make an image of another repository known in the target's, its blobs mounted there."""
    from pydock.registry.copy import Copier
    from pydock.registry.images import content

    source = reference(image["Ref"])
    if source.domain != target.domain:
        raise RegistryError(
            "cannot use source images from a different registry than the target image: "
            f"{source.domain} != {target.domain}",
            hint=f"Copy it there first: {app.program} registry copy {source.familiar()} {target.familiar_name}:TAG",
        )
    if source.path == target.path:
        return
    manifest = content(image)
    Copier(registry, source.path, registry, target.path).put(manifest, manifest.digest)
    name = f"{target.familiar_name}@{manifest.digest}"
    app.echo(f"Pushed ref {name} with digest: {manifest.digest}")
