"""Compose files of a registry: ``oci://HOST/NAME:TAG``, an artifact whose layers are the application's files.

The media types and annotations are those with which docker compose publishes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydock.compose.model.remote import ARTIFACT, Checkout, fill
from pydock.errors import ConfigError, RegistryError

if TYPE_CHECKING:
    from pydock.registry.client import Registry

PROJECT_TYPE = "application/vnd.docker.compose.project"
COMPOSE_FILE = "application/vnd.docker.compose.file+yaml"
ENV_FILE = "application/vnd.docker.compose.envfile"
EMPTY_CONFIG = "application/vnd.docker.compose.config.empty.v1+json"

FILE_NAME = "com.docker.compose.file"
ENV_NAME = "com.docker.compose.envfile"
EXTENDS = "com.docker.compose.extends"
"""Annotations: the file's name, an environment file's name, and that a file is only extended."""

MAIN = "compose.yaml"


def fetch(name: str, cache: str, registry: Callable[[str], Registry]) -> Checkout:
    """The artifact ``name`` as a folder of ``cache`` with ``compose.yaml`` and what it refers to.

    Raises ConfigError for what is no such artifact, for names that lead out, and with the registry's answer.
    """
    from pydock.values.references import parse

    try:
        reference = parse(name[len(ARTIFACT) :].lstrip("/")).with_default_tag()
    except ValueError as error:
        raise ConfigError(f"{name}: {error}") from error
    shown = reference.familiar()
    try:
        with registry(reference.domain) as client:
            manifest = client.manifest(reference.path, reference.digest or reference.tag)
            document = manifest.document
            kind = document.get("artifactType") or (document.get("config") or {}).get("mediaType") or ""
            if kind not in (PROJECT_TYPE, EMPTY_CONFIG):
                raise ConfigError(f"{shown} is not a compose project OCI artifact, but {kind or manifest.media_type}")
            root = os.path.join(cache, manifest.digest.partition(":")[2])
            if not os.path.isdir(root):
                layers = document.get("layers") or []
                contents = [client.read_blob(reference.path, str(layer.get("digest", ""))) for layer in layers]
                fill(cache, root, lambda folder: _write_all(folder, layers, contents, shown))
    except RegistryError as error:
        reason = f"{shown}: not found" if error.status == 404 else error.message
        raise ConfigError(f'failed to pull OCI resource "{shown}": {reason}', hint=error.hint) from error
    return Checkout(root, name, os.path.join(root, MAIN))


def _write_all(folder: str, layers: list[dict[str, Any]], contents: list[bytes], shown: str) -> None:
    """Write each layer to its file. The main files follow each other in one, as documents of it."""
    for number, (layer, content) in enumerate(zip(layers, contents, strict=True)):
        marks = layer.get("annotations") or {}
        if layer.get("mediaType") == COMPOSE_FILE:
            path = os.path.join(folder, _plain(marks.get(FILE_NAME), shown) if EXTENDS in marks else MAIN)
            with open(path, "ab", opener=_private) as file:
                file.write(b"\n---\n" + content if number and FILE_NAME in marks else content)
        elif layer.get("mediaType") == ENV_FILE:
            path = os.path.join(folder, _plain(marks.get(ENV_NAME), shown))
            if os.path.exists(path):
                raise ConfigError(f"{shown} is an invalid OCI artifact: it has {marks[ENV_NAME]} twice")
            with open(path, "wb", opener=_private) as file:
                file.write(content)
    if not os.path.exists(os.path.join(folder, MAIN)):
        raise ConfigError(f"{shown} has no Compose file in it")


def _plain(name: Any, shown: str) -> str:
    """``name`` if it is that of a file in the folder itself and not of the main file. Raises ConfigError."""
    if not isinstance(name, str) or name in ("", ".", "..", MAIN) or os.path.basename(name) != name:
        raise ConfigError(f"{shown} is an invalid OCI artifact: it names a file {name!r}")
    return name


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
