"""Registries as commands reach them: references typed by the user, credentials from the one resolver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.config.credentials import lookup, server_key
from pydock.errors import PydockError
from pydock.values import references

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.registry.client import Registry
    from pydock.values.references import Reference


def open_registry(app: App, host: str, *, insecure: bool = False) -> Registry:
    """A client of the registry at ``host`` with what is stored for it. The caller closes it."""
    from pydock.registry.client import Registry

    found = lookup(app.config, server_key(host), app.environ)
    return Registry(host, found.credential, app.environ, insecure=insecure, origin=found.origin, warn=app.warn)


def reference(text: str) -> Reference:
    """A reference with ``latest`` where it has neither tag nor digest. Raises PydockError in Docker's words."""
    try:
        return references.parse(text).with_default_tag()
    except ValueError as error:
        raise PydockError(str(error)) from error


def repository(text: str) -> Reference:
    """A repository's name: a reference without tag and digest. Raises PydockError."""
    try:
        found = references.parse(text)
    except ValueError as error:
        raise PydockError(str(error)) from error
    if not found.name_only:
        raise PydockError(f"{text} names a tag or digest where a repository is wanted")
    return found
