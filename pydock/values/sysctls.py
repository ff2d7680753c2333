"""``--sysctl NAME=VALUE``: only settings that are private to a container."""

from __future__ import annotations

_KERNEL = ("msgmax", "msgmnb", "msgmni", "sem", "shmall", "shmmax", "shmmni", "shm_rmid_forced")
_NAMES = frozenset(f"kernel.{name}" for name in _KERNEL)
_PREFIXES = ("net.", "fs.mqueue.")


def parse_sysctl(text: str) -> str:
    """``text`` if a container may set it."""
    name, equals, _ = text.partition("=")
    if not equals or (name not in _NAMES and not name.startswith(_PREFIXES)):
        raise ValueError(f"sysctl '{text}' is not allowed")
    return text
