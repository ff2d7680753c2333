"""Which files make a project: the names Compose looks for, ``COMPOSE_FILE``, and reading them once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from pydock.compose.model.remote import is_remote
from pydock.compose.model.yamlload import BadMapping, Document, documents
from pydock.errors import ConfigError

NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
Warn = Callable[[str], None]


def find(files: list[str], environment: Mapping[str, str], cwd: str, folder: str, warn: Warn) -> list[str]:
    """The project's files: those given, ``COMPOSE_FILE``'s, or found from ``folder`` up.

    Paths become absolute; "-" and addresses stay as they are. Raises ConfigError when there is no file.
    """
    if not files:
        listed = environment.get("COMPOSE_FILE")
        if listed:
            files = listed.split(environment.get("COMPOSE_PATH_SEPARATOR") or os.pathsep)
    if files:
        return [name if name == "-" or is_remote(name) else os.path.normpath(os.path.join(cwd, name)) for name in files]
    here = folder
    while True:
        candidates = [path for path in (os.path.join(here, name) for name in NAMES) if os.path.exists(path)]
        if candidates:
            chosen = [_first(candidates, "config", warn)]
            overrides = [path for path in (os.path.join(here, name) for name in OVERRIDES) if os.path.exists(path)]
            if overrides:
                chosen.append(_first(overrides, "override", warn))
            return chosen
        parent = os.path.dirname(here)
        if parent == here:
            raise ConfigError("no configuration file provided: not found")
        here = parent


def _first(paths: list[str], what: str, warn: Warn) -> str:
    if len(paths) > 1:
        warn(f"Found multiple {what} files with supported names: {', '.join(paths)}")
        warn(f"Using {paths[0]}")
    return paths[0]


class Sources:
    """Files parsed once each; keeps their text so that errors can show positions."""

    def __init__(self, read_stdin: Callable[[], bytes]) -> None:
        self._read_stdin = read_stdin
        self._parsed: dict[str, list[Document]] = {}
        self.texts: dict[str, str] = {}

    def text(self, path: str) -> str:
        """The content of ``path``; "-" is standard input. Raises ConfigError as ``open`` fails."""
        if path not in self.texts:
            if path == "-":
                data = self._read_stdin()
            else:
                try:
                    with open(path, "rb") as file:
                        data = file.read()
                except FileNotFoundError:
                    raise ConfigError(f"open {path}: no such file or directory") from None
                except IsADirectoryError:
                    raise ConfigError(f"read {path}: is a directory") from None
                except OSError as error:
                    raise ConfigError(f"open {path}: {(error.strerror or '').lower()}") from None
            self.texts[path] = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        return self.texts[path]

    def documents(self, path: str) -> list[Document]:
        """The documents of ``path`` with string keys only."""
        if path not in self._parsed:
            try:
                parsed = documents(self.text(path))
            except BadMapping as error:
                raise ConfigError(f"failed to parse {path}: {error}") from None
            self._parsed[path] = parsed
        return self._parsed[path]


def check_keys(value: Any, path: str = "") -> None:
    """Raise ConfigError for the first key that is not a string."""
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                where = f"in {path}" if path else "at top level"
                raise ConfigError(f"non-string key {where}: {_key(key)}")
            check_keys(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            check_keys(item, f"{path}[{index}]")


def _key(key: Any) -> str:
    if key is None:
        return "<nil>"
    return str(key).lower() if isinstance(key, bool) else str(key)
