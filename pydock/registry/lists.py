"""Manifest lists in the making, kept under the configuration folder as Docker keeps them.

``manifests/LIST/IMAGE`` holds one image's document each; ``:`` in the references is ``-`` there, ``/`` is ``_``.
"""

from __future__ import annotations

import json
import os
from typing import Any

from pydock.config.file import replace_file
from pydock.errors import ConfigError, RegistryError


class NoSuchManifest(RegistryError):
    """Neither such a list nor such an image in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No such manifest: {name}")


class ListStore:
    """The lists under a configuration directory."""

    def __init__(self, directory: str) -> None:
        self._root = os.path.join(directory, "manifests")

    def get(self, name: str, image: str) -> dict[str, Any]:
        """One image of a list. Raises NoSuchManifest."""
        try:
            return _load(self._image_path(name, image))
        except FileNotFoundError:
            raise NoSuchManifest(image) from None

    def all(self, name: str) -> list[dict[str, Any]]:
        """The images of a list. Raises NoSuchManifest."""
        folder = self._list_path(name)
        try:
            files = sorted(os.listdir(folder))
        except (FileNotFoundError, NotADirectoryError):
            raise NoSuchManifest(name) from None
        return [_load(os.path.join(folder, file)) for file in files]

    def exists(self, name: str) -> bool:
        return os.path.isdir(self._list_path(name))

    def save(self, name: str, image: str, document: dict[str, Any]) -> None:
        """Put an image into a list, in place of what was there under its name. Raises ConfigError."""
        path = self._image_path(name, image)
        try:
            os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
            text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
            replace_file(path, text.encode("utf-8", "surrogateescape"), mode=0o644)
        except OSError as error:
            raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error

    def remove(self, name: str) -> None:
        """Forget a list. Raises NoSuchManifest."""
        import shutil

        if not self.exists(name):
            raise NoSuchManifest(name)
        shutil.rmtree(self._list_path(name))

    def _list_path(self, name: str) -> str:
        return os.path.join(self._root, _file_name(name))

    def _image_path(self, name: str, image: str) -> str:
        return os.path.join(self._list_path(name), _file_name(image))


def _file_name(reference: str) -> str:
    return reference.replace(":", "-").replace("/", "_")


def _load(path: str) -> dict[str, Any]:
    with open(path, "rb") as stream:
        raw = stream.read()
    try:
        document = json.loads(raw)
        if not isinstance(document, dict) or not isinstance(document.get("Descriptor"), dict):
            raise ValueError("not the document of an image")
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from error
    return document
