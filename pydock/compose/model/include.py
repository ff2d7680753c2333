"""``include``: whole projects of other folders, loaded with their own environment and folded in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pydock.compose.model import dotenv
from pydock.compose.model.interpolate import Interpolator
from pydock.compose.model.remote import confine, confine_document
from pydock.errors import ConfigError

if TYPE_CHECKING:
    from pydock.compose.model.load import Loader

_SECTIONS = ("services", "volumes", "networks", "secrets", "configs", "models")


def _listed(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else ([] if value is None else [str(value)])


def apply_include(
    loader: Loader,
    document: dict[str, Any],
    path: str,
    folder: str,
    interpolator: Interpolator,
    included: tuple[str, ...],
) -> None:
    """Load what ``document`` includes and add its resources, in place.

    Raises ConfigError for cycles, missing files and resources that both sides define differently.
    """
    entries = document.pop("include")
    if entries is None:
        return
    if not isinstance(entries, list):
        raise ConfigError(f"`include` must be a list, got {entries}")
    for entry in entries:
        spec = entry if isinstance(entry, dict) else {"path": entry}
        own = loader.checkout_of(path)
        files = [loader.local(name, folder) for name in _listed(spec.get("path"))]
        if not files:
            raise ConfigError("`include` requires a path")
        if files[0] in (*included, path):
            chain = [*included, path, files[0]]
            raise ConfigError("include cycle detected:\n" + chain[0] + "".join(f"\n include {p}" for p in chain[1:]))
        inner_folder = _project_folder(spec.get("project_directory"), files[0], folder)
        if own is not None:
            needed = [file for file in files if loader.checkout_of(file) in (own, None)]
            if files[0] in needed:
                needed.append(inner_folder)
            for name in (*needed, *(os.path.join(folder, given) for given in _listed(spec.get("env_file")))):
                confine(own.root, name, own.named)
        environment = dict(loader.environment)
        for name, value in _env(spec, inner_folder, folder, loader).items():
            environment.setdefault(name, value)
        inner = Interpolator(environment, loader.request.warn)
        imported = loader._merged(files, inner_folder, inner, (*included, path))
        interpolator.usages += inner.usages
        theirs = loader.checkout_of(files[0])
        if theirs is not None and (own is not None or not spec.get("project_directory")):
            confine_document(imported, theirs.root, inner_folder, theirs.named)
        _fold(imported, document)


def _project_folder(given: Any, first: str, folder: str) -> str:
    if not given:
        return os.path.dirname(first)
    directory = os.path.normpath(os.path.join(folder, str(given)))
    return directory if os.path.isdir(directory) else os.path.dirname(directory)


def _env(spec: dict[str, Any], inner_folder: str, folder: str, loader: Loader) -> dict[str, str]:
    given = _listed(spec.get("env_file"))
    if given:
        paths = [os.path.normpath(os.path.join(folder, name)) for name in given]
        for name in paths:
            if not os.path.exists(name):
                raise ConfigError(f"stat {name}: no such file or directory")
            if os.path.isdir(name):
                raise ConfigError(f"{name} is not a file")
    else:
        default = os.path.join(inner_folder, ".env")
        paths = [default] if os.path.isfile(default) else []
    return dotenv.load(paths, loader.environment, loader.request.warn)


def _fold(imported: dict[str, Any], document: dict[str, Any]) -> None:
    for section in _SECTIONS:
        theirs = imported.get(section)
        if not theirs:
            continue
        ours = document.setdefault(section, {})
        if ours is None:
            ours = document[section] = {}
        for name, value in theirs.items():
            if name in ours and ours[name] != value:
                raise ConfigError(f"{section}.{name} conflicts with imported resource")
            ours[name] = value
