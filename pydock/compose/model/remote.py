"""Compose files that are not on this machine: git repositories and OCI artifacts, as ``include`` and ``-f`` name them.

A copy stays in ``$XDG_CACHE_HOME/docker-compose/ID`` (``~/.cache`` by default; the id is the commit or the artifact's
digest), where docker compose keeps it too: containers mount its files, and the hashes of both agree. What such a file
says to read stays in its copy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.compose.model.shortforms import is_remote_context
from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.registry.client import Registry

ARTIFACT = "oci:"


class Checkout(NamedTuple):
    """Where the copy is (``root``), what was asked for, and the Compose file in it."""

    root: str
    named: str
    file: str


def is_remote(name: str) -> bool:
    """Whether ``name`` is no path of this machine."""
    return "://" in name or name.startswith(("git@", "github.com/", ARTIFACT))


def checkout(name: str, environ: Mapping[str, str], home: str, registry: Callable[[str], Registry] | None) -> Checkout:
    """Fetch ``name``, unless this state of it is here already; ``registry`` opens the one at a host.

    Raises ConfigError for what is no such address, for a folder or file that leads out, and in the words of git or
    of the registry.
    """
    cache = os.path.join(environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "docker-compose")
    if name.startswith(ARTIFACT) and registry is not None:
        from pydock.compose.model.artifacts import fetch

        return fetch(name, cache, registry)
    from pydock.compose.model.repositories import clone

    return clone(name, cache, environ)


def fill(cache: str, root: str, write: Callable[[str], object]) -> None:
    """Make the folder ``root`` of ``cache`` with what ``write`` puts into it.

    All at once: a fetch that fails or is killed leaves no half copy under a name that says it is whole.
    """
    import shutil
    import tempfile

    os.makedirs(cache, 0o700, exist_ok=True)
    partial = tempfile.mkdtemp(prefix=".fetch-", dir=cache)
    try:
        write(partial)
        try:
            os.rename(partial, root)
        except OSError:
            if not os.path.isdir(root):  # else another process was faster, with the same content
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def confine(root: str, path: str, name: str) -> None:
    """Raise ConfigError unless ``path`` is in ``root``, its links followed."""
    if not _is_in(root, path):
        raise ConfigError(f"cannot include {name}: {os.path.relpath(path, root)} leads out of it")


def confine_document(document: dict[str, Any], root: str, folder: str, name: str) -> None:
    """Check every file and folder of a ``document`` that is read here: each must be in ``root`` or in ``folder``.

    Relative ones start from ``folder``; short forms and what breaks the schema are understood or passed over.
    """
    for path in _read_here(document):
        if is_remote_context(path):
            continue
        found = os.path.join(folder, path)
        if path.startswith("~") or not (_is_in(root, found) or _is_in(folder, found)):
            raise ConfigError(f"cannot include {name}: {path} leads out of it")


def _is_in(root: str, path: str) -> bool:
    top, found = os.path.realpath(root), os.path.realpath(path)
    return found == top or found.startswith(top + os.sep)


def _read_here(document: dict[str, Any]) -> Iterator[str]:
    for service in _entries(document, "services"):
        build = service.get("build")
        if isinstance(build, dict):
            context = build.get("context", ".")
            yield from _paths(context)
            for file in _paths(build.get("dockerfile")):
                yield os.path.join(str(context), file)
            for contexts in ("additional_contexts", "ssh"):
                yield from _named(build.get(contexts))
        else:
            yield from _paths(build)
        yield from _paths(service.get("env_file"))
        yield from _paths(service.get("label_file"))
        develop = service.get("develop")
        yield from _paths(develop.get("watch") if isinstance(develop, dict) else None)
    for section in ("configs", "secrets"):
        for resource in _entries(document, section):
            yield from _paths(resource.get("file"))


def _entries(document: dict[str, Any], section: str) -> Iterator[dict[str, Any]]:
    entries = document.get(section)
    for entry in entries.values() if isinstance(entries, dict) else ():
        if isinstance(entry, dict):
            yield entry


def _paths(value: Any) -> Iterator[str]:
    """The paths of a text, of a mapping with ``path``, or of a list of such."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, dict):
        yield from _paths(value.get("path"))
    elif isinstance(value, list):
        for item in value:
            yield from _paths(item)


def _named(value: Any) -> Iterator[str]:
    """The paths of a mapping's values, or of a list of ``NAME=PATH``."""
    if isinstance(value, dict):
        yield from _paths(list(value.values()))
    elif isinstance(value, list):
        yield from _paths([str(item).partition("=")[2] for item in value])
