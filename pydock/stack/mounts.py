"""Mounts of a stack's service as the API's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.errors import ConfigError
from pydock.values.services.create import drop_empty

if TYPE_CHECKING:
    from pydock.stack.convert import Namespace

Fields = dict[str, Any]

# The sections of options that each type of mount takes.
_OWN = {"volume": "volume", "bind": "bind", "tmpfs": "tmpfs", "npipe": "bind", "cluster": "cluster"}


def convert_mount(stack: Namespace, mount: Fields, volumes: Fields) -> Fields:
    """One mount; ``volumes`` are those that the stack declares. ConfigError in Docker's words."""
    kind = mount.get("type") or "volume"
    if kind not in _OWN:
        raise ConfigError("volume type must be volume, bind, tmpfs, npipe, or cluster")
    for section in ("tmpfs", "volume", "bind"):
        if section in mount and _OWN[kind] != section:
            raise ConfigError(f"{section} options are incompatible with type {kind}")
    made = drop_empty(
        {
            "Type": kind,
            "Source": mount.get("source"),
            "Target": mount.get("target"),
            "ReadOnly": mount.get("read_only"),
            "Consistency": mount.get("consistency"),
        }
    )
    if kind in ("volume", "cluster"):
        return _volume(stack, made, mount, volumes)
    if kind == "tmpfs":
        if mount.get("source"):
            raise ConfigError("invalid tmpfs source, source must be empty")
        if "tmpfs" in mount:
            made["TmpfsOptions"] = drop_empty({"SizeBytes": mount["tmpfs"].get("size")})
        return made
    if not mount.get("source"):
        raise ConfigError(f"invalid {kind} source, source cannot be empty")
    if "bind" in mount:
        made["BindOptions"] = drop_empty({"Propagation": mount["bind"].get("propagation")})
    return made


def _volume(stack: Namespace, made: Fields, mount: Fields, volumes: Fields) -> Fields:
    source = mount.get("source")
    if not source:
        return made
    if source not in volumes:
        raise ConfigError(f'undefined volume "{source}"')
    volume = volumes[source] or {}
    made["Source"] = volume.get("name") or stack.scope(source)
    if mount["type"] == "cluster":
        made["ClusterOptions"] = {}
        return made
    own = mount.get("volume") or {}
    options: Fields = drop_empty({"NoCopy": own.get("nocopy"), "Subpath": own.get("subpath")})
    if not volume.get("external"):
        options["Labels"] = stack.labels(volume.get("labels"))
        if volume.get("driver") or "driver_opts" in volume:
            driver = drop_empty({"Name": volume.get("driver"), "Options": volume.get("driver_opts")})
            options["DriverConfig"] = driver
    made["VolumeOptions"] = options
    return made
