"""``extends``: a service that begins as a copy of another, of this file or of another file."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from typing import Any

from pydock.compose.model.merge import apply_tags, merge
from pydock.errors import ConfigError

Seen = tuple[tuple[str, str], ...]
LoadBase = Callable[[str], "tuple[dict[str, Any], str]"]


def apply_extends(document: dict[str, Any], file: str, folder: str, load_base: LoadBase) -> None:
    """Replace every extending service of ``document``, read from ``file``, by the merged one, in place.

    Other files are looked for from ``folder``, that of the project, and those they extend from their own.
    ``load_base(path)`` gives the interpolated, canonical document of another file and its absolute path.
    Raises ConfigError for missing services and cycles.
    """
    services = document.get("services")
    if services is None:
        return
    if not isinstance(services, dict):
        raise ConfigError("services must be a mapping")
    for name in list(services):
        services[name] = _extended(name, services, file, folder, load_base, ())


def _extended(
    name: str, services: dict[str, Any], file: str, folder: str, load_base: LoadBase, seen: Seen
) -> Any:
    service = services[name]
    if service is None:
        return None
    if not isinstance(service, dict):
        if type(service).__module__.endswith("yamlload"):
            return service
        raise ConfigError(f"services.{name} must be a mapping")
    extends = service.get("extends")
    if extends is None:
        return service
    if isinstance(extends, dict):
        reference, other = extends.get("service"), extends.get("file")
        if not isinstance(reference, str):
            raise ConfigError(f"extends.{name}.service is required")
    else:
        reference, other = str(extends), None
    seen = _track(seen, file, name)
    if other is not None:
        base_document, base_file = load_base(os.path.join(folder, str(other)))
        candidates = base_document.get("services")
        if not isinstance(candidates, dict):
            raise ConfigError(f'cannot extend service "{name}" in {base_file}: no services section')
        if reference not in candidates:
            raise ConfigError(f'cannot extend service "{name}" in {file}: service "{reference}" not found in {other}')
        base = _extended(reference, candidates, base_file, os.path.dirname(base_file), load_base, seen)
    else:
        if reference not in services:
            raise ConfigError(f'cannot extend service "{name}" in {file}: service "{reference}" not found')
        base = _extended(reference, services, file, folder, load_base, seen)
    if base is None:
        return service
    source = copy.deepcopy(base)
    own = apply_tags(source, {k: v for k, v in service.items() if k != "extends"})
    merged = merge(source, own, ("services", name))
    services[name] = merged
    return merged


def _track(seen: Seen, file: str, name: str) -> Seen:
    step = (file, name)
    if step not in seen:
        return (*seen, step)
    first, *others = seen
    lines = ["Circular reference:", f"  {first[1]} in {first[0]}"]
    lines += [f"  extends {service} in {where}" for where, service in [*others, step]]
    raise ConfigError("\n".join(lines))
