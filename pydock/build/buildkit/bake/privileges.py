"""What the targets of a bake file may reach beyond the folder they are built from: paths, the ssh agent, the host.

A bake file may be somebody else's: what it wants of this machine is to be granted by ``--allow``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.options import Options

_HOST, _INSECURE, _SSH = "network.host", "security.insecure", "ssh"
_KEYS = (_HOST, _INSECURE, _SSH, "device", "image", "image.push", "image.load")
_WORDS = {
    _HOST: "Running build containers that can access host network",
    _INSECURE: "Running privileged containers that can make system changes",
    _SSH: "Forwarding default SSH agent socket",
}


@dataclass
class Privileges:
    """``named``: privileges without a path; ``read`` and ``write``: real paths, ``*`` for all."""

    named: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    write: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.named or self.read or self.write)

    @property
    def of_host(self) -> bool:
        """Whether there is more than paths and agents."""
        return bool(self.named - {_SSH})

    @property
    def of_files(self) -> bool:
        return bool(self.read or self.write or _SSH in self.named)

    def described(self, cwd: str) -> list[tuple[str, str]]:
        """(what it is for people, what ``--allow`` calls it), paths as seen from ``cwd``."""
        out = [(text, name) for name, text in _WORDS.items() if name in self.named]
        for title, key, paths in (
            ("Read and write access", "fs", self.read & self.write),
            ("Read access", "fs.read", self.read - self.write),
            ("Write access", "fs.write", self.write - self.read),
        ):
            shown = [_seen_from(path, cwd) for path in sorted(paths)]
            out += [(f"{title} to path {path}", f"{key}={path}") for path in shown]
        return out


def granted(texts: Iterable[str], cwd: str) -> Privileges:
    """What ``--allow`` grants; the working folder always is. Raises PydockError."""
    out = Privileges(read={_real(cwd, cwd)}, write={_real(cwd, cwd)})
    for text in texts:
        key, _, value = text.partition("=")
        places = {"fs": (out.read, out.write), "fs.read": (out.read,), "fs.write": (out.write,)}.get(key)
        if places is None:
            if key not in _KEYS:
                raise PydockError(f'unknown entitlement key "{key}"')
            out.named.add(key)
            continue
        for place in places:
            place.add(value if value == "*" else _real(value, cwd))
    return out


def missing(builds: Sequence[Options], allowed: Privileges, cwd: str) -> Privileges:
    """What ``builds`` want and ``allowed`` lacks."""
    wanted = Privileges()
    for options in builds:
        wanted.named.update(name for name in options.entitlements if name in _WORDS)
        wanted.named.update(_SSH for agent in options.agents if agent.identifier == "default" and not agent.paths)
        wanted.read.update(_real(path, cwd) for path in _read_paths(options))
        wanted.write.update(_real(path, cwd) for path in _written_paths(options))
    return Privileges(
        wanted.named - allowed.named, _beyond(wanted.read, allowed.read), _beyond(wanted.write, allowed.write)
    )


def _read_paths(options: Options) -> Iterable[str]:
    from pydock.build.buildkit.inputs import is_remote

    for path in (options.context, options.dockerfile if not options.dockerfile_inline else "-"):
        if path not in ("", "-") and not is_remote(path):
            yield path
    for path in options.contexts.values():
        if not is_remote(path) and "://" not in path and not path.startswith("target:"):
            yield path
    for secret in options.secrets:
        if secret.file:
            yield secret.file
    for agent in options.agents:
        yield from agent.paths
    yield from (cache.attributes.get("src", "") for cache in options.cache_from if cache.kind == "local")


def _written_paths(options: Options) -> Iterable[str]:
    yield from (output.dest for output in options.outputs if output.dest not in ("", "-"))
    yield from (cache.attributes.get("dest", "") for cache in options.cache_to if cache.kind == "local")


def _beyond(paths: set[str], allowed: set[str]) -> set[str]:
    """Those of ``paths`` that are not within ``allowed``, without those within another of them."""
    if "*" in allowed:
        return set()
    outside = {path for path in paths if not any(_within(path, folder) for folder in allowed)}
    return {path for path in outside if not any(path != other and _within(path, other) for other in outside)}


def _within(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def _real(path: str, cwd: str) -> str:
    """Where ``path`` leads; of one that is not there, its nearest folder that is."""
    real = os.path.realpath(os.path.join(cwd, path))
    while not os.path.lexists(real):
        real = os.path.dirname(real)
    return real


def _seen_from(path: str, cwd: str) -> str:
    relative = os.path.relpath(path, os.path.realpath(cwd))
    return path if relative.startswith("../..") else relative
