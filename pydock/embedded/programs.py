"""Which engine can be started here, and its command line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydock.embedded.paths import Paths

_SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")
_SYSTEM_PID = "/var/run/docker.pid"
_DEBIAN_ROOTLESS = "/usr/share/docker.io/contrib"


class Settings(NamedTuple):
    """What ``pydock engine up`` was asked for; empty means the engine's own default."""

    data_root: str = ""
    registry_mirrors: Sequence[str] = ()
    insecure_registries: Sequence[str] = ()


class Program(NamedTuple):
    """An engine on PATH. ``kind`` is ``dockerd``, ``rootless`` (dockerd without root) or ``podman``."""

    kind: str
    path: str

    @property
    def name(self) -> str:
        return os.path.basename(self.path)

    def arguments(self, paths: Paths, settings: Settings, network: Sequence[str] = ()) -> list[str]:
        """The command line. ``network``: options for dockerd's networks, where it shares the machine's with another."""
        if self.kind == "podman":
            return [self.path, "system", "service", "--time=0", paths.host]
        line = [
            self.path,
            f"--host={paths.host}",
            f"--data-root={settings.data_root or paths.data}",
            f"--exec-root={paths.exec_root}",
            f"--pidfile={paths.pid_file}",
            *(f"--registry-mirror={mirror}" for mirror in settings.registry_mirrors),
            *(f"--insecure-registry={registry}" for registry in settings.insecure_registries),
        ]
        if self.kind == "dockerd":
            # A containerd that a system engine started may be joined: our containers are not its containers.
            line += ["--containerd-namespace=pydock", "--containerd-plugins-namespace=pydock-plugins"]
        return [*line, *network]

    def refuses(self, settings: Settings) -> str | None:
        """The option that this engine cannot take, if one was given."""
        if self.kind != "podman":
            return None
        given = {
            "--data-root": settings.data_root,
            "--registry-mirror": settings.registry_mirrors,
            "--insecure-registry": settings.insecure_registries,
        }
        return next((option for option, value in given.items() if value), None)


def find_program(environ: Mapping[str, str], uid: int) -> Program | None:
    """The engine to start: dockerd for root; otherwise rootless dockerd where its helpers are there; then podman."""
    path = environ.get("PATH", os.defpath)
    if uid == 0 and (found := which("dockerd", path)):
        return Program("dockerd", found)
    if uid != 0 and (found := which("dockerd-rootless.sh", f"{path}:{_DEBIAN_ROOTLESS}")) and _maps_users(path):
        return Program("rootless", found)
    if found := which("podman", path):
        return Program("podman", found)
    return None


def _maps_users(path: str) -> bool:
    """Whether the helpers of a rootless dockerd are there."""
    kits = ("rootlesskit", "docker-rootlesskit")
    return which("newuidmap", path) is not None and any(which(kit, path) for kit in kits)


def which(name: str, path: str) -> str | None:
    """``name`` on ``path`` or in the folders of system programs, which users often lack on theirs."""
    for folder in (*path.split(os.pathsep), *_SYSTEM_FOLDERS):
        candidate = os.path.join(folder, name)
        if folder and os.access(candidate, os.X_OK) and not os.path.isdir(candidate):
            return candidate
    return None


def another_dockerd() -> bool:
    """Whether the system's own dockerd runs here, in the same network as this process."""
    try:
        with open(_SYSTEM_PID) as file:
            pid = int(file.read())
        with open(f"/proc/{pid}/comm") as file:
            name = file.read().strip()
        return name == "dockerd" and os.path.samefile(f"/proc/{pid}/ns/net", "/proc/self/ns/net")
    except (OSError, ValueError):
        return False
