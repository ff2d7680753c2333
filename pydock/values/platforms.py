"""Platforms: ``os[(version)]/architecture[/variant]`` as images and engines name them.

``parse`` gives the normalised parts (``x86_64`` is ``amd64``, ``aarch64`` is ``arm64``); ``ValueError`` carries
Docker's words.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_COMPONENT = "^[A-Za-z0-9_.-]+$"
_OS = r"^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?$"
_OS_SHOWN = _OS.replace("\\", "\\\\")
_KERNEL_NAMES = {"armv7l": "armhf", "armv6l": "armel", "i686": "i386", "i586": "i386"}
_SYSTEMS = frozenset((
    "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
    "openbsd", "plan9", "solaris", "windows", "zos",
))
_ARCHITECTURES = frozenset((
    "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le",
    "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64",
    "wasm",
))


class Platform(NamedTuple):
    """One platform; ``variant`` and ``version`` are empty if absent."""

    os: str
    architecture: str
    variant: str = ""
    version: str = ""

    def __str__(self) -> str:
        system = f"{self.os}({self.version})" if self.version else self.os
        return "/".join(part for part in (system, self.architecture, self.variant) if part)

    def query(self) -> str:
        """The JSON form that the Engine API takes in a query string (OCI image-spec ``platform`` object)."""
        value = {"architecture": self.architecture, "os": self.os}
        if self.version:
            value["os.version"] = self.version
        if self.variant:
            value["variant"] = self.variant
        return json.dumps(value, separators=(",", ":"))


def parse(text: str) -> Platform:
    """Parse a platform specifier; an operating system or an architecture alone takes the other from this machine."""
    if "*" in text:
        raise ValueError(f'"{text}": wildcards not yet supported: invalid argument')
    parts = text.split("/")
    if len(parts) > 3:
        raise ValueError(f'"{text}": cannot parse platform specifier: invalid argument')
    system = re.match(_OS, parts[0])
    if system is None:
        raise ValueError(
            f'"{parts[0]}" is an invalid OS component of "{text}": OSAndVersion specifier component must match '
            f'"{_OS_SHOWN}": invalid argument'
        )
    for part in parts[1:]:
        if not re.match(_COMPONENT, part):
            raise ValueError(
                f'"{part}" is an invalid component of "{text}": platform specifier component must match '
                f'"{_COMPONENT}": invalid argument'
            )
    if len(parts) == 1:
        return _alone(text, parts[0])
    architecture, variant = _architecture(parts[1], parts[2] if len(parts) == 3 else "")
    if len(parts) == 2 and architecture == "arm" and variant == "v7":
        variant = ""
    if len(parts) == 3 and architecture == "arm64" and not variant:
        variant = "v8"
    return Platform(_system(system[1]), architecture, variant, system[2] or "")


def host() -> Platform:
    """This machine's platform."""
    import os
    import sys

    if sys.platform == "win32":
        import platform

        return Platform("windows", _architecture(platform.machine().lower(), "")[0])
    names = os.uname()
    architecture, variant = _architecture(_KERNEL_NAMES.get(names.machine, names.machine), "")
    return Platform(_system(names.sysname), architecture, variant)


def _alone(text: str, part: str) -> Platform:
    system = _system(part)
    if system in _SYSTEMS:
        here = host()
        return Platform(system, here.architecture, here.variant if here.variant != "v7" else "")
    architecture, variant = _architecture(part, "")
    if architecture in _ARCHITECTURES:
        if architecture == "arm" and variant == "v7":
            variant = ""
        return Platform(host().os, architecture, variant)
    raise ValueError(f'"{text}": unknown operating system or architecture: invalid argument')


def _system(name: str) -> str:
    name = name.lower()
    return "darwin" if name == "macos" else name


def _architecture(name: str, variant: str) -> tuple[str, str]:
    name, variant = name.lower(), variant.lower()
    if name == "i386":
        return "386", ""
    if name in ("x86_64", "x86-64", "amd64"):
        return "amd64", "" if variant == "v1" else variant
    if name in ("aarch64", "arm64"):
        return "arm64", "" if variant in ("8", "v8") else variant
    if name == "armhf":
        return "arm", "v7"
    if name == "armel":
        return "arm", "v6"
    if name == "arm":
        if variant in ("", "7"):
            return "arm", "v7"
        return "arm", f"v{variant}" if variant in ("5", "6", "8") else variant
    return name, variant
