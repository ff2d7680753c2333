"""Compose files of git repositories: ``include: [https://host/app.git#REF:FOLDER]``.

A checkout stays in ``$XDG_CACHE_HOME/docker-compose/COMMIT`` (``~/.cache`` by default), where docker compose keeps
it too: containers mount its files, and the hashes of both agree. What such a file says to read stays in its checkout.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydock.compose.model.files import NAMES
from pydock.compose.model.shortforms import is_remote_context
from pydock.errors import ConfigError, PydockError


class Checkout(NamedTuple):
    """Where a repository is (``root``), as it was named, and the Compose file in it."""

    root: str
    named: str
    file: str


def is_remote(name: str) -> bool:
    """Whether ``name`` is no path of this machine."""
    return "://" in name or name.startswith(("git@", "github.com/"))


def checkout(name: str, environ: Mapping[str, str], home: str) -> Checkout:
    """Fetch the repository ``name``, unless this commit of it is here already.

    Raises ConfigError for what is no git address, for a folder or file that leads out, and with git's own words.
    """
    from pydock.build import git

    if not git.is_git(name):
        raise ConfigError(f"cannot include {name}: remote files are not supported, get a copy first")
    try:
        commit = git.commit_of(name, environ)
        cache = os.path.join(environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "docker-compose")
        root = os.path.join(cache, commit)
        if not os.path.isdir(root):
            _fetch(git.parse(name)._replace(ref=commit), cache, root, environ)
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


def _fetch(repository: Any, cache: str, root: str, environ: Mapping[str, str]) -> None:
    """Fill ``root`` at once: a fetch that fails or is killed leaves no half checkout under a commit's name."""
    import shutil
    import tempfile

    from pydock.build import git

    os.makedirs(cache, 0o700, exist_ok=True)
    partial = tempfile.mkdtemp(prefix=".fetch-", dir=cache)
    try:
        git.clone_repository(repository, partial, environ)
        try:
            os.rename(partial, root)
        except OSError:
            if not os.path.isdir(root):  # else another process was faster, with the same commit
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _inside(root: str, path: str, name: str) -> str:
    found = os.path.normpath(os.path.join(root, path.lstrip("/")))
    confine(root, found, name)
    return found


def confine(root: str, path: str, name: str) -> None:
    """Raise ConfigError unless ``path`` is in ``root``, its links followed."""
    top = os.path.realpath(root)
    found = os.path.realpath(path)
    if found != top and not found.startswith(top + os.sep):
        raise ConfigError(f"cannot include {name}: {os.path.relpath(path, root)} leads out of the repository")


def confine_document(document: dict[str, Any], root: str, folder: str, name: str) -> None:
    """Check every file and folder of a merged ``document`` that is read here: its paths are relative to ``folder``."""
    for path in _read_here(document):
        if not is_remote_context(path):
            confine(root, os.path.join(folder, path), name)


def _read_here(document: dict[str, Any]) -> Iterator[str]:
    found: list[Any] = []
    for service in (document.get("services") or {}).values():
        build = service.get("build") or {}
        if isinstance(build, dict):
            found.append(build.get("context"))
            found += (build.get("additional_contexts") or {}).values()
        found += [item.get("path") for item in service.get("env_file") or () if isinstance(item, dict)]
        files = service.get("label_file")
        found += files if isinstance(files, list) else [files]
        for rule in (service.get("develop") or {}).get("watch") or ():
            found.append(rule.get("path"))
    for section in ("configs", "secrets"):
        found += [resource.get("file") for resource in (document.get(section) or {}).values()]
    yield from (path for path in found if isinstance(path, str) and path)
