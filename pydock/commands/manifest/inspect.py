"""``pydock manifest inspect``."""

from __future__ import annotations

import json

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.registries import open_registry, reference
from pydock.errors import RegistryError
from pydock.registry.lists import ListStore
from pydock.values.references import Reference


@command()
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@option("-v", "--verbose", kind=kinds.BOOL, help="Show descriptors, platforms and layers too")
@argument("first", metavar="[MANIFEST_LIST]")
@argument("second", optional=True, metavar="MANIFEST")
def inspect(app: App, first: str, second: str | None, insecure: bool, verbose: bool) -> None:
    """Show a manifest or a manifest list."""
    store = ListStore(app.config.directory)
    name = reference(first)
    if second is not None:
        _show_image(app, store.get(str(name), str(reference(second))), verbose)
    elif store.exists(str(name)):
        _show_local(app, store, name, verbose)
    else:
        _show_remote(app, name, insecure, verbose)


def _show_image(app: App, image: dict[str, object], verbose: bool) -> None:
    from pydock.registry.images import content, pretty

    app.echo(pretty(image) if verbose else pretty(json.loads(content(image).raw)))


def _show_local(app: App, store: ListStore, name: Reference, verbose: bool) -> None:
    from pydock.registry.images import index_text, list_entry, pretty

    images = store.all(str(name))
    app.echo(pretty(images) if verbose else index_text([list_entry(image["Descriptor"]) for image in images]))


def _show_remote(app: App, name: Reference, insecure: bool, verbose: bool) -> None:
    from pydock.registry.images import describe, index_text, list_entry, pretty

    with open_registry(app, name.domain, insecure=insecure) as registry:
        try:
            manifest = registry.manifest(name.path, name.digest or name.tag)
        except RegistryError as error:
            if error.status == 404:
                raise RegistryError(f"no such manifest: {name.familiar()}", status=404) from error
            raise
        if not manifest.is_index:
            if verbose:
                _show_image(app, describe(registry, name.path, str(name), manifest), True)
            else:
                app.echo(pretty(manifest.document))
        elif verbose:
            images = []
            for child in manifest.children:
                image = registry.manifest(name.path, child["digest"])
                called = f"{name}@{image.digest}" if not name.digest else f"{name.name}@{image.digest}"
                images.append(describe(registry, name.path, called, image, child.get("platform") or {}))
            app.echo(pretty(images))
        else:
            app.echo(index_text([list_entry(child) for child in manifest.children]))
