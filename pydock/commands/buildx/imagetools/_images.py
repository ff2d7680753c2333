"""Images in registries, fetched with the user's credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.registry.client import Registry
    from pydock.registry.manifests import Manifest
    from pydock.values.references import Reference


def split(name: str) -> Reference:
    """A reference with a tag. Raises PydockError."""
    from pydock.values import references

    try:
        return references.parse(name).with_default_tag()
    except ValueError as error:
        raise PydockError(str(error)) from error


def registry_of(app: App, reference: Reference) -> Registry:
    """A client of the image's registry."""
    from pydock.cli.registries import open_registry

    return open_registry(app, reference.domain)


def fetch(app: App, reference: Reference) -> tuple[Registry, Manifest]:
    """The registry and the image's manifest in it. Raises PydockError."""
    registry = registry_of(app, reference)
    try:
        return registry, registry.manifest(reference.path, reference.digest or reference.tag)
    except PydockError as error:
        registry.close()
        status = getattr(error, "status", 0)
        if status == 404:
            error.message = f"{reference}: not found"
        elif not status:
            error.message = error.message.replace('Get "', 'failed to do request: Head "')
        raise
