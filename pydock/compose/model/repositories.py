"""Compose files of git repositories: ``https://host/app.git#REF:FOLDER``."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pydock.compose.model.files import NAMES
from pydock.compose.model.remote import Checkout, confine, fill
from pydock.errors import ConfigError, PydockError


def clone(name: str, cache: str, environ: Mapping[str, str]) -> Checkout:
    """The checkout of the repository ``name`` in ``cache``. Raises ConfigError."""
    from pydock.build import git

    if not git.is_git(name):
        raise ConfigError(f"cannot include {name}: remote files are not supported, get a copy first")
    try:
        commit = git.commit_of(name, environ)
        root = os.path.join(cache, commit)
        if not os.path.isdir(root):
            repository = git.parse(name)._replace(ref=commit)
            fill(cache, root, lambda folder: git.clone_repository(repository, folder, environ))
        found = _inside(root, git.parse(name).folder, name)
    except ConfigError:
        raise
    except PydockError as error:
        raise ConfigError(f"cannot include {name}: {error.message}") from error
    if not os.path.isdir(found):
        return Checkout(root, name, found)
    for file in NAMES:
        if os.path.exists(os.path.join(found, file)):
            return Checkout(root, name, _inside(root, os.path.relpath(os.path.join(found, file), root), name))
    raise ConfigError(f"cannot include {name}: no Compose file in it")


def _inside(root: str, path: str, name: str) -> str:
    found = os.path.normpath(os.path.join(root, path.lstrip("/")))
    confine(root, found, name)
    return found
