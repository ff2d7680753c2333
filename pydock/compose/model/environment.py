"""A service's final environment and labels: those of its files, then its own entries."""

from __future__ import annotations

import os
from collections.abc import Callable

from pydock.compose.model import dotenv
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.errors import ConfigError

Warn = Callable[[str], None]


def resolve_services(project: Project, warn: Warn, *, discard_files: bool = True) -> None:
    """Fold every enabled service's ``env_file`` and ``label_file`` in. Raises ConfigError for missing files."""
    for service in project.services.values():
        _environment(project, service, warn, discard_files)
        _labels(project, service, warn, discard_files)


def _environment(project: Project, service: Struct, warn: Warn, discard: bool) -> None:
    merged: dict[str, str | None] = {}

    def lookup(name: str) -> str | None:
        value = project.environment.get(name)
        return merged.get(name) if value is None else value

    for file in service.get("env_file") or ():
        path = file["path"]
        if not os.path.exists(path):
            if file.get("required"):
                raise ConfigError(f"env file {path} not found: stat {path}: no such file or directory")
            continue
        text = _read(path)
        if file.get("format") == "raw":
            merged.update(_raw(text, lookup, path))
        elif file.get("format"):
            raise ConfigError(f'unsupported env_file format "{file["format"]}"')
        else:
            merged.update(dotenv.parse(text, lookup, warn, path))
    merged.update(service.get("environment") or {})
    if merged:
        service["environment"] = merged
    if discard:
        service.pop("env_file", None)


def _labels(project: Project, service: Struct, warn: Warn, discard: bool) -> None:
    files = service.get("label_file")
    if not files:
        return
    merged: dict[str, str] = {}
    for path in files:
        if not os.path.exists(path):
            raise ConfigError(f"label file {path} not found: stat {path}: no such file or directory")
        merged.update(dotenv.parse(_read(path), lambda name: None, warn, path))
    merged.update(service.get("labels") or {})
    if merged:
        service["labels"] = merged
    if discard:
        service.pop("label_file")


def _raw(text: str, lookup: dotenv.Lookup, path: str) -> dict[str, str]:
    """What ``run --env-file`` takes: everything after ``=`` is the value, quotes, dollars and blanks too."""
    from pydock.values.env import parse_lines

    try:
        lines = parse_lines(text.encode("utf-8", "surrogateescape"), lookup)
    except ValueError as error:
        raise ConfigError(f"failed to parse env_file {path}: {error}") from None
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def _read(path: str) -> str:
    if os.path.isdir(path):
        raise ConfigError(f"failed to read {path}: read {path}: is a directory")
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return file.read()
