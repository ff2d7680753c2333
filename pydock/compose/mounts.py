"""A service's mounts in the two forms the engine takes: ``Binds`` where they can say it, else ``Mounts``.

A mount that was anonymous in the container being replaced keeps that container's volume.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.errors import ConfigError

Json = dict[str, Any]
Warn = Callable[[str], None]


def mounts_of(
    project: Project, service: Struct, warn: Warn, replaced: Json | None, image: Json | None
) -> tuple[list[str], list[Json]]:
    """(``Binds``, ``Mounts``); ``replaced``: the inspected container that gives way, ``image``: the inspected image."""
    binds: list[str] = []
    mounts: list[Json] = []
    anonymous = _anonymous(replaced)
    targets: set[str] = set()
    for volume in service.get("volumes") or ():
        target = str(volume.get("target", ""))
        targets.add(target)
        if not volume.get("source") and target in anonymous and volume.get("type") == "volume":
            mounts.append(anonymous[target])
            continue
        source = _source(project, volume)
        if _as_bind(volume):
            binds.append(_bind(source, volume))
        else:
            mounts.append(_mount(source, volume))
    declared = ((image or {}).get("Config") or {}).get("Volumes") or {}
    mounts += [mount for target, mount in anonymous.items() if target in declared and target not in targets]
    mounts += _files(project, service, warn)
    return binds, mounts


def _anonymous(replaced: Json | None) -> dict[str, Json]:
    kept: dict[str, Json] = {}
    for mount in (replaced or {}).get("Mounts") or ():
        if mount.get("Type") != "volume":
            continue
        entry: Json = {"Type": "volume", "Source": mount.get("Name", ""), "Target": mount["Destination"]}
        if not mount.get("RW", True):
            entry["ReadOnly"] = True
        kept[mount["Destination"]] = entry
    return kept


def _source(project: Project, volume: Struct) -> str:
    source = str(volume.get("source", ""))
    if volume.get("type") == "volume" and source in project.volumes:
        return str(project.volumes[source].get("name", source))
    return source


def _as_bind(volume: Struct) -> bool:
    """Whether a plain ``source:target:mode`` says everything."""
    if volume.get("type") == "bind":
        bind = volume.get("bind")
        return bind is None or bool(
            bind.get("create_host_path") and not bind.get("propagation") and not bind.get("recursive")
        )
    if volume.get("type") == "volume" and volume.get("source"):
        options = volume.get("volume") or {}
        return not (options.get("nocopy") or options.get("subpath") or options.get("labels"))
    return False


def _bind(source: str, volume: Struct) -> str:
    options = ["ro" if volume.get("read_only") else "rw"]
    bind = volume.get("bind") or {}
    options += [bind[key] for key in ("selinux", "propagation") if bind.get(key)]
    if (volume.get("volume") or {}).get("nocopy"):
        options.append("nocopy")
    return f"{source}:{volume['target']}:{','.join(options)}"


def _mount(source: str, volume: Struct) -> Json:
    mount: Json = {"Type": volume.get("type", "volume")}
    if source:
        mount["Source"] = source
    mount["Target"] = volume.get("target", "")
    if volume.get("read_only"):
        mount["ReadOnly"] = True
    if volume.get("consistency"):
        mount["Consistency"] = volume["consistency"]
    kind = mount["Type"]
    if kind == "bind" and volume.get("bind") is not None:
        mount["BindOptions"] = _bind_options(volume["bind"])
    if kind == "volume" and volume.get("volume") is not None:
        given = volume["volume"]
        options: Json = {}
        for name, key in (("NoCopy", "nocopy"), ("Labels", "labels"), ("Subpath", "subpath")):
            if given.get(key):
                options[name] = given[key]
        mount["VolumeOptions"] = options
    if kind == "tmpfs" and volume.get("tmpfs") is not None:
        size, mode = volume["tmpfs"].get("size"), volume["tmpfs"].get("mode")
        mount["TmpfsOptions"] = {**({"SizeBytes": size} if size else {}), **({"Mode": mode} if mode else {})}
    if kind == "image" and volume.get("image") is not None:
        subpath = volume["image"].get("subpath")
        mount["ImageOptions"] = {"Subpath": subpath} if subpath else {}
    return mount


def _bind_options(bind: Struct) -> Json:
    options: Json = {}
    if bind.get("propagation"):
        options["Propagation"] = bind["propagation"]
    if bind.get("create_host_path"):
        options["CreateMountpoint"] = True
    recursive = bind.get("recursive")
    if recursive == "disabled":
        options["NonRecursive"] = True
    elif recursive == "writable":
        options["ReadOnlyNonRecursive"] = True
    elif recursive == "readonly":
        options["ReadOnlyForceRecursive"] = True
    return options


def _files(project: Project, service: Struct, warn: Warn) -> list[Json]:
    """Secrets and configs that are files here; the others are copied into the container before it starts."""
    mounts: list[Json] = []
    for kind, folder in (("secret", "/run/secrets/"), ("config", "/")):
        for item in service.get(f"{kind}s") or ():
            definition = getattr(project, f"{kind}s")[item["source"]]
            if definition.get("external"):
                raise ConfigError(f"unsupported external {kind} {definition.get('name', item['source'])}")
            for key in ("driver", "template_driver"):
                if definition.get(key):
                    raise ConfigError(f"Docker Compose does not support {kind}s.*.{key}")
            if not definition.get("file"):
                continue
            if kind == "secret" and any(item.get(key) for key in ("uid", "gid", "mode")):
                warn("secrets `uid`, `gid` and `mode` are not supported, they will be ignored")
            if kind == "config" and any(item.get(key) for key in ("uid", "gid", "mode")):
                warn("config `uid`, `gid` and `mode` are not supported, they will be ignored")
            if kind == "secret" and not os.path.exists(definition["file"]):
                warn(f"secret file {item['source']} does not exist")
            mount: Json = {
                "Type": "bind",
                "Source": definition["file"],
                "Target": file_target(item, folder),
                "ReadOnly": True,
            }
            if kind == "secret":
                mount["BindOptions"] = {}
            mounts.append(mount)
    return mounts


def file_target(item: Struct, folder: str) -> str:
    """Where a secret or config appears in the container."""
    target = str(item.get("target") or folder + item["source"])
    return target if target.startswith("/") else folder + target
