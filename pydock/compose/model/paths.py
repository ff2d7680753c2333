"""Relative paths of a Compose document made absolute against the folder of the file that says them."""

from __future__ import annotations

import os
from typing import Any

from pydock.compose.model.shortforms import is_remote_context


def home_of(environment: Any) -> str:
    """The user's home folder as Compose finds it: ``HOME``."""
    return str(environment.get("HOME") or os.path.expanduser("~"))


def absolute(path: str, folder: str, home: str) -> str:
    """``path`` absolute and clean; ``~`` is the user's home."""
    if path.startswith("~"):
        path = os.path.join(home, path[1:].lstrip("/"))
    return os.path.normpath(os.path.join(folder, path))


def resolve(document: dict[str, Any], folder: str, home: str) -> None:
    """Make every path of a canonical ``document`` absolute, in place."""

    def fix(owner: dict[str, Any], key: str) -> None:
        value = owner.get(key)
        if isinstance(value, str) and "$" not in value[:1]:
            owner[key] = absolute(value, folder, home)

    for service in (document.get("services") or {}).values():
        if isinstance(service, dict):
            _service(service, fix)
    for section in ("configs", "secrets"):
        for resource in (document.get(section) or {}).values():
            if isinstance(resource, dict):
                fix(resource, "file")
    for volume in (document.get("volumes") or {}).values():
        options = volume.get("driver_opts") if isinstance(volume, dict) else None
        if isinstance(options, dict) and volume.get("driver") == "local" and options.get("o") == "bind":
            fix(options, "device")


def _service(service: dict[str, Any], fix: Any) -> None:
    build = service.get("build")
    if isinstance(build, dict):
        if not is_remote_context(str(build.get("context", ""))):
            fix(build, "context")
        contexts = build.get("additional_contexts")
        if isinstance(contexts, dict):
            for name, value in contexts.items():
                if isinstance(value, str) and not is_remote_context(value):
                    fix(contexts, name)
    for item in service.get("env_file") or ():
        if isinstance(item, dict):
            fix(item, "path")
    files = service.get("label_file")
    if isinstance(files, list):
        box = {str(index): item for index, item in enumerate(files)}
        for index in box:
            fix(box, index)
        service["label_file"] = list(box.values())
    extends = service.get("extends")
    if isinstance(extends, dict):
        fix(extends, "file")
    for mount in service.get("volumes") or ():
        if isinstance(mount, dict) and mount.get("type") == "bind" and _host_path(mount.get("source")):
            fix(mount, "source")
    develop = service.get("develop")
    for rule in develop.get("watch") or () if isinstance(develop, dict) else ():
        if isinstance(rule, dict):
            fix(rule, "path")


def _host_path(source: Any) -> bool:
    """Windows paths stay as they are."""
    return isinstance(source, str) and not (len(source) > 2 and source[1] == ":" and source[2] in "\\/")
