"""What Podman's service adds to a container's configuration unasked, taken off again: what is left can be compared."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

_MARK = "container=podman"
_VARIABLES = {"container", "TERM", "HOSTNAME", "HOME"}
_HOST = {"PidMode", "UTSMode", "PidsLimit", "Ulimits"}
_OPTIONS = {"rprivate", "nosuid", "nodev", "rbind"}
_ANONYMOUS = re.compile("[0-9a-f]{64}:")


def is_podman(container: Json) -> bool:
    """Whether an inspected container is Podman's: each has a variable that says so."""
    return _MARK in ((container.get("Config") or {}).get("Env") or ())


def as_asked(body: Json, container: Json) -> Json:
    """Podman's ``container`` in the terms of the ``create`` body that is wanted now."""
    config, host = dict(container["Config"]), dict(container["HostConfig"])
    asked = {str(line).partition("=")[0] for line in body.get("Env") or ()}
    config["Env"] = [line for line in config["Env"] if line.partition("=")[0] not in _VARIABLES - asked]
    config["StopSignal"] = _signal_name(str(config.get("StopSignal") or ""), str(body.get("StopSignal") or ""))
    if config.get("WorkingDir") == "/" and not body.get("WorkingDir"):
        config["WorkingDir"] = ""
    if _full(config.get("Image") or "") == _full(body.get("Image") or ""):
        config["Image"] = body.get("Image")
    wanted = body["HostConfig"]
    for field in _HOST:
        if not wanted.get(field):
            host.pop(field, None)
    networks = (container.get("NetworkSettings") or {}).get("Networks") or {}
    if host.get("NetworkMode") == "bridge" and wanted.get("NetworkMode") in networks:
        host["NetworkMode"] = wanted["NetworkMode"]
    mounted = {(mount.get("Type"), mount.get("Destination")) for mount in container.get("Mounts") or ()}
    host["Mounts"] = [m for m in wanted.get("Mounts") or () if (m["Type"], m["Target"]) in mounted]
    host["Binds"] = [_bind(bind) for bind in host.get("Binds") or () if not _ANONYMOUS.match(bind)]
    return {**container, "Config": config, "HostConfig": host}


def _signal_name(number: str, asked: str) -> str:
    """The signal as ``asked`` names it, where it is that one. Podman tells SIGTERM, its default, as well."""
    import signal

    try:
        name = signal.Signals(int(number)).name
    except ValueError:
        name = number
    if not asked:
        return "" if name == "SIGTERM" else name
    return asked if name.removeprefix("SIG") == asked.upper().removeprefix("SIG") else name


def _full(image: str) -> str:
    from pydock.values.references import parse

    return str(parse(image).with_default_tag()) if image else ""


def _bind(bind: str) -> str:
    source, _, options = bind.rpartition(":")
    return f"{source}:{','.join(word for word in options.split(',') if word not in _OPTIONS)}"
